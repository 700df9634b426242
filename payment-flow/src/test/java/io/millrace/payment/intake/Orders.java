package io.millrace.payment.intake;

import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.Sku;
import io.millrace.events.TraceContext;
import io.millrace.events.Uuids;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of an order, as they come in. */
public record Orders(OrderId id, long totalCents) {

    public static final TraceContext CONTEXT =
            new TraceContext("c-1", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null);

    private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");

    public static Orders anOrderOf(long totalCents) {
        return new Orders(new OrderId(Uuids.version7(System.currentTimeMillis())), totalCents);
    }

    public Event<OrderCreated> created() {
        return Event.of(
                "/millrace/gateway", NOW, CONTEXT, new OrderCreated(id, "c-1", "EUR", items(), totalCents, NOW));
    }

    public Event<OrderStatusChanged> accepted() {
        return changed(OrderStatus.ACCEPTED, null, null);
    }

    public Event<OrderStatusChanged> confirmed() {
        return changed(OrderStatus.CONFIRMED, null, NOW);
    }

    public Event<OrderStatusChanged> cancelled() {
        return changed(OrderStatus.CANCELLED, CancellationReason.OUT_OF_STOCK, NOW);
    }

    public Event<OrderAbandoned> abandoned() {
        return Event.of("/millrace/order-flow", NOW, CONTEXT, new OrderAbandoned(id, CancellationReason.TIMED_OUT));
    }

    private Event<OrderStatusChanged> changed(
            OrderStatus status, @Nullable CancellationReason reason, @Nullable Instant settledAt) {
        var order = new OrderStatusChanged(
                id,
                "c-1",
                "EUR",
                totalCents,
                items(),
                status,
                reason,
                null,
                null,
                settledAt == null ? 1 : 2,
                "c-1",
                null,
                NOW,
                NOW,
                settledAt,
                List.of());
        return Event.of("/millrace/order-flow", NOW, CONTEXT, order);
    }

    private List<OrderLine> items() {
        return List.of(new OrderLine(new Sku("SKU-1"), 1, totalCents));
    }
}
