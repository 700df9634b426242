package io.millrace.order.intake;

import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusRequested;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.TraceContext;
import io.millrace.order.settlement.OrderFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one batch tells of one order, and whether it is asked for.
 *
 * @param heldSince since when anybody holds something for it who asks where it stands; null when nobody asks
 * @param context of the last event of the batch that told something of this order, or else asked; goes on to what is published because of it
 */
record News(OrderId orderId, OrderFacts facts, @Nullable Instant heldSince, TraceContext context) {

    /** The batch order by order, as each was first mentioned; within an order the first of two contradicting facts stays. */
    static Collection<News> of(List<Event<?>> batch) {
        Map<OrderId, News> byOrder = LinkedHashMap.newLinkedHashMap(batch.size());
        for (Event<?> event : batch) {
            News news = new News(orderId(event), OrderFacts.of(event), heldSince(event), event.context());
            byOrder.merge(news.orderId, news, News::then);
        }
        return byOrder.values();
    }

    boolean isAskedFor() {
        return heldSince != null;
    }

    boolean tellsNothing() {
        return facts.equals(OrderFacts.NONE);
    }

    private News then(News later) {
        return new News(
                orderId,
                facts.and(later.facts),
                earlier(heldSince, later.heldSince),
                later.tellsNothing() ? context : later.context);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant heldSince(Event<?> event) {
        return event.fact() instanceof OrderStatusRequested question ? question.heldSince() : null;
    }

    private static OrderId orderId(Event<?> event) {
        return switch (event.fact()) {
            case OrderCreated created -> created.orderId();
            case PaymentCompleted payment -> payment.orderId();
            case InventoryReserved inventory -> inventory.orderId();
            case OrderCancellationRequested request -> request.orderId();
            case OrderStatusRequested question -> question.orderId();
            default -> throw new IllegalArgumentException(event.id() + " does not tell what becomes of an order");
        };
    }
}
