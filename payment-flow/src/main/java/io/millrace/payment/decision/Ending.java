package io.millrace.payment.decision;

/** How the order ended, as far as this flow was told. Set once. */
public enum Ending {
    OPEN,
    CONFIRMED,
    CANCELLED
}
