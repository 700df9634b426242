package io.millrace.pipeline;

import io.millrace.events.Event;
import java.util.List;
import reactor.core.publisher.Mono;

/** As {@link BatchHandler}, one event at a time with many in flight: for work that waits for somebody else, such as a payment provider. */
@FunctionalInterface
public interface EventHandler {

    /** Handles one event; no other of the same subject is handled meanwhile. Answers as {@link BatchHandler#handle} does. */
    Mono<List<Event<?>>> handle(Event<?> event);

    /**
     * Whether anything may follow from an event. One of which it does not is settled when it arrives, and not handled: its topic says things that
     * this flow has no use for. By the event alone, and the same each time.
     */
    default boolean concerns(Event<?> event) {
        return true;
    }
}
