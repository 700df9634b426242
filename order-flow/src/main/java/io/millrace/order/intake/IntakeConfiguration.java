package io.millrace.order.intake;

import static io.millrace.events.wire.Topic.INVENTORY_RESERVED;
import static io.millrace.events.wire.Topic.ORDERS_CANCELLATION_REQUESTED;
import static io.millrace.events.wire.Topic.ORDERS_CREATED;
import static io.millrace.events.wire.Topic.PAYMENTS_COMPLETED;

import io.millrace.order.store.OrderTable;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.Pipelines;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that is told of orders runs through one pipeline, so that facts of one order that wait together are merged before anything is written. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    Pipeline settling(Pipelines pipelines, OrderTable orders, Clock clock) {
        return pipelines.batches(
                "order-flow",
                Set.of(ORDERS_CREATED, ORDERS_CANCELLATION_REQUESTED, PAYMENTS_COMPLETED, INVENTORY_RESERVED),
                new SettlingOrders(orders, clock));
    }
}
