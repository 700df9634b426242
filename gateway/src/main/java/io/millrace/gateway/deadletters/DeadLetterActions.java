package io.millrace.gateway.deadletters;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterReplayRequested;
import io.millrace.events.Event;
import io.millrace.pipeline.EventHandler;
import java.util.List;
import reactor.core.publisher.Mono;

/** Does what the log says is to be done about dead letters. Of all instances one gets each event. */
final class DeadLetterActions implements EventHandler {

    /** The consumer group of all gateways. */
    static final String GROUP = "dead-letters";

    private final Replaying replaying;
    private final BulkReplaying bulkReplaying;

    DeadLetterActions(Replaying replaying, BulkReplaying bulkReplaying) {
        this.replaying = replaying;
        this.bulkReplaying = bulkReplaying;
    }

    @Override
    public Mono<List<Event<?>>> handle(Event<?> event) {
        return switch (event.fact()) {
            case DeadLetterReplayRequested request -> replaying.carryOut(event, request);
            case BulkReplay replay -> bulkReplaying.advance(replay, event.context());
            // What was discarded or replayed is done with; the index of each instance reads it for itself.
            default -> Mono.empty();
        };
    }
}
