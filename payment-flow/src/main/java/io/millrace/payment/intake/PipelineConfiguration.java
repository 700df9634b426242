package io.millrace.payment.intake;

import io.millrace.events.wire.Topic;
import io.millrace.payment.decision.Payment;
import io.millrace.payment.provider.PaymentProvider;
import io.millrace.payment.store.Finding;
import io.millrace.payment.store.PaymentTable;
import io.millrace.payment.store.Payments;
import io.millrace.pipeline.Batcher;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.Pipelines;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Orders and their ends in, payments.completed out. */
@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {

    static final String GROUP = "payment-flow";

    @Bean
    Pipeline paymentPipeline(Pipelines pipelines, Payments payments, PaymentProvider provider, Clock clock) {
        return pipelines.events(
                GROUP,
                Set.of(Topic.ORDERS_CREATED, Topic.ORDERS_STATUS, Topic.ORDERS_ABANDONED),
                new PaymentHandler(payments, provider, clock));
    }

    /** What hundreds of events have to record at a time goes to the database as one statement. */
    @Bean
    Payments payments(Pipelines pipelines, DatabaseClient database) {
        Batcher<Finding, Payment> batches = pipelines.batcher("payments", new PaymentTable(database)::merge);
        return batches::ask;
    }
}
