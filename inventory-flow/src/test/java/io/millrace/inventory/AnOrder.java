package io.millrace.inventory;

import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.Rules;
import io.millrace.events.Sku;
import io.millrace.events.TraceContext;
import io.millrace.events.Uuids;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order as tests speak of it: {@code anOrder().of(3, "SKU-RARE")}, and the events that tell of it. */
public record AnOrder(OrderId id, List<OrderLine> lines) {

    public static final Instant PLACED = Instant.parse("2026-11-21T09:00:00Z");

    public static AnOrder anOrder() {
        return new AnOrder(new OrderId(Uuids.version7(PLACED.toEpochMilli())), List.of());
    }

    public AnOrder of(int quantity, String sku) {
        OrderLine line = new OrderLine(new Sku(sku), quantity, 100);
        return new AnOrder(id, Stream.concat(lines.stream(), Stream.of(line)).toList());
    }

    public AnOrder and(int quantity, String sku) {
        return of(quantity, sku);
    }

    public TraceContext context() {
        return new TraceContext("correlation-" + id, null, null);
    }

    public Event<?> created() {
        OrderCreated fact = new OrderCreated(id, "c-1", "EUR", lines, Rules.totalCents(lines), PLACED);
        return Event.of("/millrace/gateway", PLACED, context(), fact);
    }

    public Event<?> accepted() {
        return status(OrderStatus.ACCEPTED, null, 1);
    }

    public Event<?> confirmed() {
        return status(OrderStatus.CONFIRMED, null, 2);
    }

    public Event<?> cancelled() {
        return status(OrderStatus.CANCELLED, CancellationReason.CUSTOMER_CANCELLED, 2);
    }

    public Event<?> abandoned() {
        return Event.of(
                "/millrace/order-flow", PLACED, context(), new OrderAbandoned(id, CancellationReason.TIMED_OUT));
    }

    private Event<?> status(OrderStatus status, @Nullable CancellationReason reason, int version) {
        OrderStatusChanged fact = new OrderStatusChanged(
                id,
                "c-1",
                "EUR",
                Rules.totalCents(lines),
                lines,
                status,
                reason,
                null,
                null,
                version,
                context().correlationId(),
                null,
                PLACED,
                PLACED,
                status.isSettled() ? PLACED : null,
                List.of(new OrderStatusChanged.Step(status, PLACED)));
        return Event.of("/millrace/order-flow", PLACED, context(), fact);
    }
}
