package io.millrace.pipeline;

import io.millrace.events.Event;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What a flow does with events, many at a time: commits what they change to its own database and answers with the outcomes.
 *
 * <p>The runtime publishes the outcomes and only then lets the offsets of the batch be committed. A crash in between delivers the batch
 * again, in part or whole and in other batches: a handler must find what it did before and answer with the same outcomes.
 */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Handles events in their order; two of one subject are never in two batches at a time.
     *
     * @param events at least one
     * @return the outcomes to publish, once everything is committed; an empty list, or no list at all, when there are none. An error is
     *     sorted by {@link Failure}: the batch is then tried in halves until the one event that fails is alone
     */
    Mono<List<Event<?>>> handle(List<Event<?>> events);

    /**
     * Whether anything may follow from an event. One of which it does not is settled when it arrives, and not handled: its topic says things that
     * this flow has no use for. By the event alone, and the same each time.
     */
    default boolean concerns(Event<?> event) {
        return true;
    }
}
