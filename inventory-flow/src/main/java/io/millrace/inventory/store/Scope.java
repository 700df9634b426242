package io.millrace.inventory.store;

import io.millrace.events.OrderId;
import io.millrace.events.Sku;
import java.util.Set;

/**
 * Which rows a batch may read and change.
 *
 * @param skus all that its orders name and its adjustments count; their rows are locked
 * @param orders all that it is about
 * @param adjustments the ids of its adjustments
 */
public record Scope(Set<Sku> skus, Set<OrderId> orders, Set<String> adjustments) {

    public Scope {
        skus = Set.copyOf(skus);
        orders = Set.copyOf(orders);
        adjustments = Set.copyOf(adjustments);
    }
}
