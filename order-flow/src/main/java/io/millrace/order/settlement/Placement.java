package io.millrace.order.settlement;

import io.millrace.events.OrderCreated;
import io.millrace.events.OrderLine;
import io.millrace.events.TraceContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order as the customer placed it, and the trace it began in.
 *
 * @param traceparent W3C trace context of the request; null when it belonged to no trace
 * @param placedAt in whole microseconds, so that it reads the same before and after it was stored
 */
public record Placement(
        String customerId,
        String currency,
        List<OrderLine> items,
        long totalCents,
        Instant placedAt,
        String correlationId,
        @Nullable String traceparent) {

    public Placement {
        items = List.copyOf(items);
        placedAt = placedAt.truncatedTo(ChronoUnit.MICROS);
    }

    static Placement of(OrderCreated created, TraceContext context) {
        return new Placement(
                created.customerId(),
                created.currency(),
                created.items(),
                created.totalCents(),
                created.placedAt(),
                context.correlationId(),
                context.traceparent());
    }

    /** For what we publish about the order by ourselves, with no incoming event to take it from. */
    public TraceContext context() {
        return new TraceContext(correlationId, traceparent, null);
    }
}
