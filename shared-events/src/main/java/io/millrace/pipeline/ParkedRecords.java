package io.millrace.pipeline;

import io.millrace.events.DeadLetterId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All dead-letter topics, for whoever looks after them. Provided as a bean. */
public interface ParkedRecords {

    /**
     * Everything that was ever parked, and everything that was done about it, and then what is yet to come; read by every instance for itself.
     * Never errors and never ends. Comes on a Kafka-owned thread that must not be held up.
     */
    Flux<DeadLetterNews> news();

    /**
     * One letter, whole, from the broker. Few are fetched at a time; with too many waiting it errors with {@link QueueFull}.
     *
     * @return empty when it is no longer, or never was, there
     */
    Mono<ParkedRecord> find(DeadLetterId id);

    /**
     * Puts a letter on its original topic again, for one group.
     *
     * @return completes and errors as {@link Publisher#publish}
     */
    Mono<Void> replay(ParkedRecord letter, String group);
}
