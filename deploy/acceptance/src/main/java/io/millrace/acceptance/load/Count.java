package io.millrace.acceptance.load;

import io.millrace.acceptance.load.Attempt.Outcome;
import java.util.Collection;

/** How many orders met with what. */
public record Count(long accepted, long refused, long unanswered) {

    public static Count of(Collection<Attempt> attempts) {
        long accepted = attempts.stream().filter(Attempt::isAccepted).count();
        long refused = attempts.stream()
                .filter(attempt -> attempt.outcome() instanceof Outcome.Refused)
                .count();
        return new Count(accepted, refused, attempts.size() - accepted - refused);
    }

    @Override
    public String toString() {
        return "%,d accepted, %,d refused, %,d without an answer".formatted(accepted, refused, unanswered);
    }
}
