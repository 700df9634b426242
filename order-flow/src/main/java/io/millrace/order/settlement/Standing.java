package io.millrace.order.settlement;

import static io.millrace.events.OrderStatus.ACCEPTED;
import static io.millrace.events.OrderStatus.CANCELLED;

import io.millrace.events.CancellationReason;
import io.millrace.events.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands, and why.
 *
 * @param reason null unless cancelled
 */
public record Standing(OrderStatus status, @Nullable CancellationReason reason) {

    static final Standing OPEN = new Standing(ACCEPTED, null);
    static final Standing CONFIRMED = new Standing(OrderStatus.CONFIRMED, null);

    public Standing {
        if ((status == CANCELLED) != (reason != null)) {
            throw new IllegalArgumentException("a cancelled order has a reason, others have none");
        }
    }

    static Standing cancelled(CancellationReason reason) {
        return new Standing(CANCELLED, reason);
    }

    public boolean isSettled() {
        return status.isSettled();
    }
}
