package io.millrace.payment.store;

import io.millrace.events.OrderId;
import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Charge;
import io.millrace.payment.decision.Ending;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something found out about a payment: a row of {@code payments} in which only what was found out is not null. */
public record Finding(
        OrderId orderId,
        @Nullable Charge charge,
        @Nullable Boolean authorized,
        @Nullable String authorizationId,
        @Nullable Ending ending,
        @Nullable Instant capturedAt,
        @Nullable Instant voidedAt) {

    /** The provider is about to be asked for this. Not kept when the order is known to be cancelled. */
    public static Finding asking(OrderId orderId, Charge charge) {
        return new Finding(orderId, charge, null, null, null, null, null);
    }

    /** The order ended so. */
    public static Finding ended(OrderId orderId, Ending ending) {
        return new Finding(orderId, null, null, null, ending, null, null);
    }

    /** The provider answered so. */
    public static Finding answered(OrderId orderId, Answer answer, Instant at) {
        return switch (answer) {
            case Answer.Approved approved ->
                new Finding(orderId, null, true, approved.authorizationId(), null, null, null);
            case Answer.Declined declined -> new Finding(orderId, null, false, null, null, null, null);
            case Answer.Captured captured -> new Finding(orderId, null, null, null, null, at, null);
            case Answer.Voided voided -> new Finding(orderId, null, null, null, null, null, at);
        };
    }
}
