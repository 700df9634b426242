package io.millrace.local.provider;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a call. A capture or a void is of the whole amount, whatever it says. */
record PaymentRequest(
        @Nullable String orderId,
        @Nullable String authorizationId,
        @Nullable Long amountCents,
        @Nullable String currency) {

    static final PaymentRequest UNREADABLE = new PaymentRequest(null, null, null, null);

    /** What is wrong with it, if anything. */
    @Nullable
    String problemIn(Operation operation) {
        if (orderId == null || orderId.isBlank()) {
            return "orderId is missing";
        }
        if (operation != Operation.AUTHORIZATION) {
            return null;
        }
        if (amountCents == null || amountCents < 0) {
            return "amountCents must be 0 or more";
        }
        return currency == null || currency.isBlank() ? "currency is missing" : null;
    }

    /** What the call is to bring about, if the order allows it. */
    Effect aim(Operation operation) {
        return switch (operation) {
            case AUTHORIZATION -> amountCents != null && amountCents % 100 == 13 ? Effect.DECLINED : Effect.APPROVED;
            case CAPTURE -> Effect.CAPTURED;
            case VOID -> Effect.VOIDED;
        };
    }

    int inShort() {
        return Objects.hash(orderId, authorizationId, amountCents, currency);
    }
}
