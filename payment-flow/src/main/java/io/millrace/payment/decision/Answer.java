package io.millrace.payment.decision;

/** What the provider answered to a {@link Step.Call}. */
public sealed interface Answer {

    /** @param authorizationId the provider's name for what it set aside */
    record Approved(String authorizationId) implements Answer {}

    record Declined() implements Answer {}

    record Captured() implements Answer {}

    record Voided() implements Answer {}
}
