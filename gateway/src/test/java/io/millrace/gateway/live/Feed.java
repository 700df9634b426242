package io.millrace.gateway.live;

import io.millrace.events.OrderStatusChanged;
import io.millrace.events.wire.Topic;
import io.millrace.gateway.fixture.FakePipelines;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The topic orders.status, written by a test. */
final class Feed extends FakePipelines {

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
}
