package io.millrace.order.intake;

import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.TraceContext;
import io.millrace.order.settlement.OrderFacts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that one batch tells of one order.
 *
 * @param context of the last event of the batch about this order; goes on to what is published because of it
 */
record News(OrderId orderId, OrderFacts facts, TraceContext context) {

    /** The batch order by order, as each was first mentioned; within an order the first of two contradicting facts stays. */
    static Collection<News> of(List<Event<?>> batch) {
        Map<OrderId, News> byOrder = LinkedHashMap.newLinkedHashMap(batch.size());
        for (Event<?> event : batch) {
            News news = new News(orderId(event), OrderFacts.of(event), event.context());
            byOrder.merge(news.orderId, news, News::then);
        }
        return byOrder.values();
    }

    private News then(News later) {
        return new News(orderId, facts.and(later.facts), later.context);
    }

    private static OrderId orderId(Event<?> event) {
        return switch (event.fact()) {
            case OrderCreated created -> created.orderId();
            case PaymentCompleted payment -> payment.orderId();
            case InventoryReserved inventory -> inventory.orderId();
            case OrderCancellationRequested request -> request.orderId();
            default -> throw new IllegalArgumentException(event.id() + " does not tell what becomes of an order");
        };
    }
}
