package io.millrace.order.deadline;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.order.settlement.Deadline;
import io.millrace.order.store.LateOrders;
import io.millrace.order.store.OldestOpenOrder;
import io.millrace.pipeline.Publisher;
import io.millrace.reconciler.Findings;
import io.millrace.reconciler.Sweeper;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the deadline while the application runs. */
@Configuration(proxyBeanMethods = false)
class DeadlineConfiguration {

    @Bean
    Deadline deadline(DeadlineProperties settings) {
        return new Deadline(settings.deadline());
    }

    @Bean
    OpenOrderMeter openOrderMeter(OldestOpenOrder oldest, Clock clock, MeterRegistry meters) {
        return new OpenOrderMeter(oldest::placedAt, clock, meters);
    }

    @Bean
    Sweeper sweeper(
            LateOrders lateOrders,
            Publisher publisher,
            Clock clock,
            DeadlineProperties settings,
            MeterRegistry meters) {
        CancellingLateOrders cancelling = new CancellingLateOrders(lateOrders, publisher, clock, settings);
        return new Sweeper(
                "orders past their deadline",
                cancelling::sweep,
                settings.sweep().interval(),
                Findings.counter(meters, "late-order"));
    }
}
