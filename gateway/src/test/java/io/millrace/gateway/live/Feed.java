package io.millrace.gateway.live;

import io.millrace.events.OrderStatusChanged;
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
import reactor.core.publisher.Sinks;

/** The topic orders.status, written by a test. */
final class Feed implements Pipelines {

    private final Sinks.Many<ConsumerRecord<byte[], byte[]>> records =
            Sinks.many().multicast().directBestEffort();

    void brings(OrderStatusChanged order) {
        brings(Orders.record(order));
    }

    void brings(ConsumerRecord<byte[], byte[]> record) {
        records.tryEmitNext(record).orThrow();
    }

    @Override
    public Flux<ConsumerRecord<byte[], byte[]>> broadcast(Topic topic) {
        return records.asFlux();
    }

    @Override
    public Pipeline batches(String group, Set<Topic> topics, BatchHandler handler) {
        throw new UnsupportedOperationException("the gateway has no consumer group");
    }

    @Override
    public Pipeline events(String group, Set<Topic> topics, EventHandler handler) {
        throw new UnsupportedOperationException("the gateway has no consumer group");
    }

    @Override
    public <Q, A> Batcher<Q, A> batcher(String name, Function<List<Q>, Mono<List<A>>> answers) {
        throw new UnsupportedOperationException("the gateway has no database");
    }
}
