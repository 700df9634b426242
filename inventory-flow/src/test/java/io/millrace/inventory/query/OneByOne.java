package io.millrace.inventory.query;

import io.millrace.events.wire.Topic;
import io.millrace.pipeline.BatchHandler;
import io.millrace.pipeline.Batcher;
import io.millrace.pipeline.EventHandler;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.Pipelines;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pipelines whose batches are of one question, and which have nothing else. */
final class OneByOne implements Pipelines {

    @Override
    public <Q, A> Batcher<Q, A> batcher(String name, Function<List<Q>, Mono<List<A>>> answers) {
        return question -> answers.apply(List.of(question)).map(List::getFirst);
    }

    @Override
    public Pipeline batches(String group, Set<Topic> topics, BatchHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pipeline events(String group, Set<Topic> topics, EventHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Flux<ConsumerRecord<byte[], byte[]>> broadcast(Topic topic) {
        throw new UnsupportedOperationException();
    }
}
