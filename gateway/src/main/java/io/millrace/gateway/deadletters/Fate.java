package io.millrace.gateway.deadletters;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterActed;
import io.millrace.events.DeadLetterDiscarded;
import io.millrace.events.DeadLetterReplayRequested;
import io.millrace.events.DeadLetterReplayed;
import io.millrace.events.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a letter. The first decision in the log stands; all instances read the log in the same order, so all know the same.
 *
 * @param decision the id of the event that decided
 * @param doneAt null while it is decided and not yet carried out
 * @param bulkReplay the id of the bulk replay that it was part of; null for none
 */
record Fate(
        State state,
        String by,
        Instant at,
        String decision,
        @Nullable Instant doneAt,
        @Nullable String bulkReplay) {

    /** @param former what was decided before; null for nothing */
    static @Nullable Fate after(@Nullable Fate former, Event<? extends DeadLetterActed> event) {
        if (former == null) {
            return first(event);
        }
        boolean done =
                former.state == State.REPLAYED && former.doneAt == null && event.fact() instanceof DeadLetterReplayed;
        return done
                ? new Fate(former.state, former.by, former.at, former.decision, event.time(), former.bulkReplay)
                : former;
    }

    private static @Nullable Fate first(Event<? extends DeadLetterActed> event) {
        Instant at = event.time();
        return switch (event.fact()) {
            case DeadLetterReplayRequested request ->
                new Fate(State.REPLAYED, request.by(), at, event.id(), null, null);
            case DeadLetterReplayed replayed ->
                new Fate(State.REPLAYED, replayed.by(), at, event.id(), at, replayed.bulkReplay());
            case DeadLetterDiscarded discarded -> new Fate(State.DISCARDED, discarded.by(), at, event.id(), at, null);
            case BulkReplay ofMany -> null;
        };
    }
}
