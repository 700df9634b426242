package io.millrace.events;

/**
 * Something is held for an order that order-flow never saw placed, though its deadline is past: whoever holds it lets go. Should the order
 * come to light after all, it is cancelled for this reason.
 *
 * @param reason {@link CancellationReason#TIMED_OUT}, or {@link CancellationReason#CUSTOMER_CANCELLED} when that is known of it
 */
public record OrderAbandoned(OrderId orderId, CancellationReason reason) implements Fact {

    public OrderAbandoned {
        Rules.require(
                reason == CancellationReason.CUSTOMER_CANCELLED || reason == CancellationReason.TIMED_OUT,
                "an order is abandoned as CUSTOMER_CANCELLED or TIMED_OUT");
    }

    @Override
    public String subject() {
        return orderId.toString();
    }
}
