package io.millrace.inventory.store;

import io.millrace.events.OrderId;
import io.millrace.events.Sku;
import java.util.Set;

/**
 * Which rows a batch may read and change.
 *
 * @param skus all that its orders name and its adjustments count; their rows are locked
 * @param orders all that it is about
 * @param unnamed those of the orders that an event names without their skus: what is reserved for them is to be locked too
 * @param adjustments the ids of its adjustments
 */
public record Scope(Set<Sku> skus, Set<OrderId> orders, Set<OrderId> unnamed, Set<String> adjustments) {

    public Scope {
        skus = Set.copyOf(skus);
        orders = Set.copyOf(orders);
        unnamed = Set.copyOf(unnamed);
        adjustments = Set.copyOf(adjustments);
    }
}
