package io.millrace.pipeline;

import io.millrace.events.Event;
import java.util.List;
import reactor.core.publisher.Mono;

/** Publishes events to their topics. One long-lived producer behind a bounded queue; safe to use from any thread; never blocks. */
public interface Publisher {

    /**
     * Publishes one event on subscription.
     *
     * @return completes once all in-sync replicas have it (acks=all). Errors: {@link QueueFull} at once when there is no room, otherwise
     *     the producer's own after its delivery time-out, and then the event may still have been stored
     */
    Mono<Void> publish(Event<?> event);

    /** Publishes events in their order, all or as many as the broker takes; completes and errors as {@link #publish}. */
    Mono<Void> publishAll(List<? extends Event<?>> events);
}
