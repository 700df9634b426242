package io.millrace.inventory.intake;

import io.millrace.events.wire.Topic;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.Pipelines;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one pipeline of this flow. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    static final String GROUP = "inventory-flow";

    private static final Set<Topic> TOPICS =
            Set.of(Topic.ORDERS_CREATED, Topic.ORDERS_STATUS, Topic.ORDERS_ABANDONED, Topic.INVENTORY_ADJUSTED);

    @Bean
    Pipeline inventoryPipeline(Pipelines pipelines, InventoryHandler handler) {
        return pipelines.batches(GROUP, TOPICS, handler);
    }
}
