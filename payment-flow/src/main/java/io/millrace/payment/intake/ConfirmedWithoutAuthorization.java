package io.millrace.payment.intake;

import io.millrace.payment.decision.Step.NothingToCapture;

/**
 * An order was confirmed, which follows from our own word that its payment is authorized, and no authorization is on record. Either the
 * topics are read from their beginning into an empty database, and the order's creation comes later; or the record is lost. The first heals:
 * the ending stays recorded, and the creation then authorizes and captures. Of the second an operator must hear. So this is transient: tried
 * again, and parked in the end.
 */
final class ConfirmedWithoutAuthorization extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfirmedWithoutAuthorization(NothingToCapture missing) {
        super("order " + missing.orderId() + " is confirmed, and its authorization is " + missing.verdict());
    }
}
