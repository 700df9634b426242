package io.millrace.payment.decision;

/** What the provider said to an authorization. */
public enum Verdict {
    UNKNOWN,
    APPROVED,
    DECLINED
}
