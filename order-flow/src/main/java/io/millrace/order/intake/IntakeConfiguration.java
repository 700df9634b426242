package io.millrace.order.intake;

import static io.millrace.events.wire.Topic.INVENTORY_RESERVED;
import static io.millrace.events.wire.Topic.ORDERS_CANCELLATION_REQUESTED;
import static io.millrace.events.wire.Topic.ORDERS_CREATED;
import static io.millrace.events.wire.Topic.ORDERS_STATUS_REQUESTED;
import static io.millrace.events.wire.Topic.PAYMENTS_COMPLETED;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.wire.Topic;
import io.millrace.order.settlement.Deadline;
import io.millrace.order.store.OrderTable;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.Pipelines;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that is told and asked of orders runs through one pipeline, so that facts of one order that wait together are merged before anything is written. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    private static final Set<Topic> TOPICS = Set.of(
            ORDERS_CREATED,
            ORDERS_CANCELLATION_REQUESTED,
            PAYMENTS_COMPLETED,
            INVENTORY_RESERVED,
            ORDERS_STATUS_REQUESTED);

    @Bean
    Pipeline settling(Pipelines pipelines, OrderTable orders, Deadline deadline, Clock clock, MeterRegistry meters) {
        return pipelines.batches("order-flow", TOPICS, new SettlingOrders(orders, deadline, clock, meters));
    }
}
