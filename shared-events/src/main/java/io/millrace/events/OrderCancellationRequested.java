package io.millrace.events;

/**
 * The customer, or the clock, wants the order to end. It ends as cancelled unless it is settled already.
 *
 * @param reason {@link CancellationReason#CUSTOMER_CANCELLED} or {@link CancellationReason#TIMED_OUT}
 */
public record OrderCancellationRequested(OrderId orderId, CancellationReason reason) implements Fact {

    public OrderCancellationRequested {
        Rules.require(
                reason == CancellationReason.CUSTOMER_CANCELLED || reason == CancellationReason.TIMED_OUT,
                "a cancellation is requested as CUSTOMER_CANCELLED or TIMED_OUT");
    }

    @Override
    public String subject() {
        return orderId.toString();
    }
}
