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

    @Bean
    Pipeline inventoryPipeline(Pipelines pipelines, InventoryHandler handler) {
        return pipelines.batches(
                GROUP, Set.of(Topic.ORDERS_CREATED, Topic.ORDERS_STATUS, Topic.INVENTORY_ADJUSTED), handler);
    }
}
