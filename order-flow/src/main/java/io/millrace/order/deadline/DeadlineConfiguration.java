package io.millrace.order.deadline;

import io.millrace.order.store.LateOrders;
import io.millrace.pipeline.Publisher;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the deadline while the application runs. */
@Configuration(proxyBeanMethods = false)
class DeadlineConfiguration {

    @Bean
    Sweeper sweeper(LateOrders lateOrders, Publisher publisher, Clock clock, DeadlineProperties settings) {
        CancellingLateOrders cancelling = new CancellingLateOrders(lateOrders, publisher, clock, settings);
        return new Sweeper(cancelling::sweep, settings.sweep().interval());
    }
}
