package io.millrace.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order as it stands after a change. What this says is also what {@code GET /orders/{id}} and the event stream say.
 *
 * @param reason why it was cancelled; null unless {@code status} is CANCELLED
 * @param payment null while the provider has not answered
 * @param inventory null while stock has not answered
 * @param version 1 for ACCEPTED, one more with each change of status
 * @param traceId 32 hex digits of the trace the order began in; null when it began in none
 * @param settledAt null while not settled
 * @param timeline every status with the moment it was reached, oldest first
 */
public record OrderStatusChanged(
        OrderId orderId,
        String customerId,
        String currency,
        long totalCents,
        List<OrderLine> items,
        OrderStatus status,
        @Nullable CancellationReason reason,
        @Nullable Payment payment,
        @Nullable Inventory inventory,
        int version,
        String correlationId,
        @Nullable String traceId,
        Instant placedAt,
        Instant updatedAt,
        @Nullable Instant settledAt,
        List<Step> timeline)
        implements Fact {

    public record Payment(boolean approved, @Nullable CancellationReason reason) {}

    public record Inventory(boolean reserved, @Nullable CancellationReason reason) {}

    public record Step(OrderStatus status, Instant at) {}

    public OrderStatusChanged {
        items = List.copyOf(items);
        timeline = List.copyOf(timeline);
        Rules.require(version >= 1, "a version is 1 or more");
        Rules.require(
                (status == OrderStatus.CANCELLED) == (reason != null),
                "a cancelled order has a reason, others have none");
        Rules.require(status.isSettled() == (settledAt != null), "a settled order says when, others do not");
    }

    @Override
    public String subject() {
        return orderId.toString();
    }
}
