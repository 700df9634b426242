package io.millrace.inventory.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inventory.store.OpenReservations;
import io.millrace.pipeline.Publisher;
import io.millrace.reconciler.AskingWhatBecame;
import io.millrace.reconciler.Findings;
import io.millrace.reconciler.ReconcilerProperties;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks what became of orders while the application runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconcilerProperties.class)
class ReconcileConfiguration {

    @Bean
    SmartLifecycle reconciler(
            OpenReservations reservations,
            Publisher publisher,
            Clock clock,
            ReconcilerProperties settings,
            MeterRegistry meters) {
        return new AskingWhatBecame("inventory-flow", reservations, publisher, clock, settings)
                .whileRunning("reservations", Findings.counter(meters, "open-reservation"));
    }
}
