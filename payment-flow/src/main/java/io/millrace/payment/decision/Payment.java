package io.millrace.payment.decision;

import io.millrace.events.OrderId;
import io.millrace.events.PaymentCompleted;
import io.millrace.payment.decision.Step.Authorize;
import io.millrace.payment.decision.Step.Capture;
import io.millrace.payment.decision.Step.Nothing;
import io.millrace.payment.decision.Step.NothingToCapture;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an order's payment. Each fact is set once, whichever comes first, and what follows from them does not depend on the
 * order in which they came.
 *
 * @param charge what the provider is, or was, asked to authorize; null as long as it must not be asked. Once it stands here a call may be
 *     under way anywhere, and only the provider can tell what became of it
 * @param captured whether the provider said that it took the money
 * @param voided whether the provider said that it gave the money back
 */
public record Payment(
        OrderId orderId, @Nullable Charge charge, Verdict verdict, Ending ending, boolean captured, boolean voided) {

    /** What is owed now. Acting on it and recording the answer leads to a payment that owes less, and at last {@link Nothing}. */
    public Step next() {
        // Asked, and no answer on record: nobody knows whether money is set aside. Asking again with the same key
        // tells, also when the order
        // was cancelled meanwhile; otherwise an authorization whose answer was lost in a crash would stay open at the
        // provider for ever.
        if (verdict == Verdict.UNKNOWN && charge != null) {
            return new Authorize(orderId, charge);
        }
        return switch (ending) {
            case OPEN -> new Nothing();
            case CONFIRMED -> captureOnce();
            case CANCELLED -> verdict == Verdict.APPROVED && !voided ? new Step.Void(orderId) : new Nothing();
        };
    }

    /** What the provider said to the authorization; the same each time. Empty while it has not answered, or was never asked. */
    public Optional<PaymentCompleted> outcome() {
        return switch (verdict) {
            case UNKNOWN -> Optional.empty();
            case APPROVED -> Optional.of(PaymentCompleted.approved(orderId));
            case DECLINED -> Optional.of(PaymentCompleted.declined(orderId));
        };
    }

    private Step captureOnce() {
        if (verdict != Verdict.APPROVED) {
            return new NothingToCapture(orderId, verdict);
        }
        return captured ? new Nothing() : new Capture(orderId);
    }
}
