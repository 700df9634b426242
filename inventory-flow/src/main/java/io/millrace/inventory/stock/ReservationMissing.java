package io.millrace.inventory.stock;

import io.millrace.events.OrderId;

/**
 * An order was confirmed, and nothing is known of a reservation. Orders are confirmed on our own word, so that the word must be about to arrive: the
 * event is to be tried again.
 */
public final class ReservationMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReservationMissing(OrderId orderId) {
        super("order " + orderId + " is confirmed, and no reservation of it is known");
    }
}
