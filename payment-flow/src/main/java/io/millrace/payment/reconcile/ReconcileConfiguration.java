package io.millrace.payment.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.payment.store.OpenPayments;
import io.millrace.pipeline.Publisher;
import io.millrace.reconciler.AskingWhatBecame;
import io.millrace.reconciler.Findings;
import io.millrace.reconciler.ReconcilerProperties;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Asks what became of orders while the application runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconcilerProperties.class)
class ReconcileConfiguration {

    @Bean
    SmartLifecycle reconciler(
            DatabaseClient database,
            Publisher publisher,
            Clock clock,
            ReconcilerProperties settings,
            MeterRegistry meters) {
        return new AskingWhatBecame("payment-flow", new OpenPayments(database), publisher, clock, settings)
                .whileRunning("payments", Findings.counter(meters, "open-payment"));
    }
}
