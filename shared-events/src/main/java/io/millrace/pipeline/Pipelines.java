package io.millrace.pipeline;

import io.millrace.events.wire.Topic;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the pipelines of a service. Provided as a bean; so is {@link Publisher}. */
public interface Pipelines {

    /**
     * A pipeline of batches, for SQL. To be registered as a bean: it starts with the application and drains when it stops.
     *
     * @param group the consumer group, which is the name of the flow
     * @param topics all topics the flow reads; events of one subject are in order across them as they arrive
     */
    Pipeline batches(String group, Set<Topic> topics, BatchHandler handler);

    /** A pipeline of single events, for calls to somebody else. Otherwise as {@link #batches}. */
    Pipeline events(String group, Set<Topic> topics, EventHandler handler);

    /**
     * Batches of what single events ask; see {@link Batcher}.
     *
     * @param name of who answers, such as a table; an overflow is reported under it
     * @param answers takes 1 to maxBatch questions, in their order, and answers each at its place
     */
    <Q, A> Batcher<Q, A> batcher(String name, Function<List<Q>, Mono<List<A>>> answers);

    /**
     * Every record of a topic from now on, read by every instance for itself, without a group. Never errors and never ends: it resubscribes
     * by itself and goes on where it was, so that nothing is left out. Records come on a Kafka-owned thread that must not be held up.
     */
    Flux<ConsumerRecord<byte[], byte[]>> broadcast(Topic topic);
}
