package io.millrace.events;

import org.jspecify.annotations.Nullable;

/**
 * The payment provider answered: the total is authorized, or declined.
 *
 * @param reason why it was declined; null exactly when {@code approved}
 */
public record PaymentCompleted(
        OrderId orderId, boolean approved, @Nullable CancellationReason reason) implements Fact {

    public PaymentCompleted {
        Rules.require(approved == (reason == null), "a declined payment has a reason, an approved one has none");
    }

    public static PaymentCompleted approved(OrderId orderId) {
        return new PaymentCompleted(orderId, true, null);
    }

    public static PaymentCompleted declined(OrderId orderId) {
        return new PaymentCompleted(orderId, false, CancellationReason.PAYMENT_DECLINED);
    }

    @Override
    public String subject() {
        return orderId.toString();
    }
}
