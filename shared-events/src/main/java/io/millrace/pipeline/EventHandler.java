package io.millrace.pipeline;

import io.millrace.events.Event;
import java.util.List;
import reactor.core.publisher.Mono;

/** As {@link BatchHandler}, one event at a time with many in flight: for work that waits for somebody else, such as a payment provider. */
@FunctionalInterface
public interface EventHandler {

    /** Handles one event; no other of the same subject is handled meanwhile. Answers as {@link BatchHandler#handle} does. */
    Mono<List<Event<?>>> handle(Event<?> event);
}
