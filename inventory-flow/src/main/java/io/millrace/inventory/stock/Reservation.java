package io.millrace.inventory.stock;

import io.millrace.events.CancellationReason;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one order. It opens once, in any state, and changes at most once more: from RESERVED to SOLD or RELEASED.
 *
 * @param lines what was set aside; empty when nothing ever was
 * @param reason why stock refused; null unless {@code state} is REFUSED
 */
public record Reservation(
        OrderId orderId,
        State state,
        List<OrderLine> lines,
        @Nullable CancellationReason reason) {

    /** Where a reservation stands. */
    public enum State {
        RESERVED,
        REFUSED,
        SOLD,
        RELEASED,
        /** The mark of an order that was cancelled before its creation was heard of: the reservation that comes late sets nothing aside. */
        CANCELLED
    }

    public Reservation {
        lines = List.copyOf(lines);
        if ((state == State.REFUSED) != (reason != null)) {
            throw new IllegalArgumentException("a refused reservation has a reason, others have none");
        }
    }

    static Reservation reserved(OrderId orderId, List<OrderLine> lines) {
        return new Reservation(orderId, State.RESERVED, lines, null);
    }

    static Reservation refused(OrderId orderId, CancellationReason reason) {
        return new Reservation(orderId, State.REFUSED, List.of(), reason);
    }

    static Reservation cancelledFirst(OrderId orderId) {
        return new Reservation(orderId, State.CANCELLED, List.of(), null);
    }

    Reservation as(State settled) {
        return new Reservation(orderId, settled, lines, reason);
    }

    /**
     * What the order is told, the same however often it is asked and whatever became of the reservation since. Nothing when the order was
     * cancelled first: it has its end, and stock never answered.
     */
    Optional<InventoryReserved> outcome() {
        return switch (state) {
            case RESERVED, SOLD, RELEASED -> Optional.of(InventoryReserved.reserved(orderId));
            case REFUSED -> Optional.of(new InventoryReserved(orderId, false, reason));
            case CANCELLED -> Optional.empty();
        };
    }
}
