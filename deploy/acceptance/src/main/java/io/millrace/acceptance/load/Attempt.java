package io.millrace.acceptance.load;

import io.millrace.acceptance.client.OrderDraft;
import java.time.Instant;

/** One order as it was placed, and what its customer was told. */
public record Attempt(OrderDraft draft, Instant at, Outcome outcome) {

    public sealed interface Outcome {

        record Accepted(String orderId) implements Outcome {}

        /** An answer, and no promise. */
        record Refused(int status, String body) implements Outcome {}

        /** The connection was refused or closed, or it took too long: nobody knows what became of the order. */
        record Unanswered(String why) implements Outcome {}
    }

    public boolean isAccepted() {
        return outcome instanceof Outcome.Accepted;
    }
}
