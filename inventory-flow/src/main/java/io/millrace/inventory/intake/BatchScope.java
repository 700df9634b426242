package io.millrace.inventory.intake;

import io.millrace.events.Event;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.inventory.store.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which rows the events of a batch are about. */
final class BatchScope {

    private final Set<Sku> skus = new HashSet<>();
    private final Set<OrderId> orders = new HashSet<>();
    private final Set<OrderId> unnamed = new HashSet<>();
    private final Set<String> adjustments = new HashSet<>();

    private BatchScope() {}

    static Scope of(List<Event<?>> events) {
        BatchScope scope = new BatchScope();
        events.forEach(scope::add);
        return new Scope(scope.skus, scope.orders, scope.unnamed, scope.adjustments);
    }

    private void add(Event<?> event) {
        switch (event.fact()) {
            case OrderCreated created -> add(created.orderId(), created.items());
            case OrderStatusChanged order -> add(order.orderId(), order.items());
            case OrderAbandoned order -> {
                orders.add(order.orderId());
                unnamed.add(order.orderId());
            }
            case StockAdjusted adjusted -> {
                skus.add(adjusted.sku());
                adjustments.add(event.id());
            }
            default -> throw Unread.fact(event);
        }
    }

    private void add(OrderId orderId, List<OrderLine> lines) {
        orders.add(orderId);
        lines.forEach(line -> skus.add(line.sku()));
    }
}
