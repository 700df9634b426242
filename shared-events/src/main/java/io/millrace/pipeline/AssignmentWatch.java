package io.millrace.pipeline;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.NullUnmarked;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Sees two moments of a consumer's life that are not told otherwise: what a poll fetched, on the polling thread and so under the assignment
 * of that moment; and the end of {@code close()}, when the group has been left.
 */
@NullUnmarked
public final class AssignmentWatch implements ConsumerInterceptor<byte[], byte[]> {

    /** The consumer property that hands this watch its {@link Watched}. */
    static final String WATCHED = "millrace.watched";

    private Watched watched;

    /** What the watch tells, for one consumer. */
    static final class Watched {

        private final Ledger ledger;
        private final Sinks.Empty<Void> closed = Sinks.empty();

        Watched(Ledger ledger) {
            this.ledger = ledger;
        }

        /** Completes when the consumer has closed. */
        Mono<Void> closed() {
            return closed.asMono();
        }
    }

    @Override
    public void configure(Map<String, ?> properties) {
        watched = (Watched) properties.get(WATCHED);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            long firstOffset = records.records(partition).getFirst().offset();
            watched.ledger.fetched(new Ledger.Partition(partition.topic(), partition.partition()), firstOffset);
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Commits are reactor-kafka's affair.
    }

    @Override
    public void close() {
        watched.closed.tryEmitEmpty();
    }
}
