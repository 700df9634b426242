package io.millrace.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Fetches single records by their place. One consumer, one at a time, on a thread that may block; it is made when first needed. Those who
 * wait for their turn are few, and each holds no more than its question.
 */
final class RecordFetch implements AutoCloseable {

    private static final int MAX_WAITING = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final int IDLE_SECONDS = 60;

    private final Map<String, Object> properties;
    private final Scheduler thread = Schedulers.newBoundedElastic(1, MAX_WAITING, "record-fetch", IDLE_SECONDS, true);
    private @Nullable Consumer<byte[], byte[]> consumer;

    RecordFetch(Map<String, Object> consumerProperties) {
        properties = new HashMap<>(consumerProperties);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // Of what follows as little as the broker can send: a whole batch.
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
    }

    /** The record at this place; empty when it is not there. Errors: {@link QueueFull}, or Kafka's own when the broker does not answer. */
    Mono<ConsumerRecord<byte[], byte[]>> record(TopicPartition partition, long offset) {
        // Not cancelled with its caller: that would interrupt the consumer in the middle of its protocol.
        return Mono.create(caller -> {
            var gone = new AtomicBoolean();
            caller.onCancel(() -> gone.set(true));
            try {
                thread.schedule(() -> {
                    if (!gone.get()) {
                        answer(caller, gone, partition, offset);
                    }
                });
            } catch (RejectedExecutionException tooMany) {
                caller.error(new QueueFull(Failure.KAFKA, MAX_WAITING));
            }
        });
    }

    private void answer(
            MonoSink<ConsumerRecord<byte[], byte[]>> caller,
            AtomicBoolean gone,
            TopicPartition partition,
            long offset) {
        try {
            caller.success(fetch(partition, offset));
        } catch (RuntimeException failed) {
            if (!gone.get()) {
                caller.error(failed);
            }
        }
    }

    private synchronized @Nullable ConsumerRecord<byte[], byte[]> fetch(TopicPartition partition, long offset) {
        Consumer<byte[], byte[]> open = consumer();
        open.assign(Set.of(partition));
        open.seek(partition, offset);
        try {
            for (Duration waited = Duration.ZERO; waited.compareTo(PATIENCE) < 0; waited = waited.plus(POLL)) {
                List<ConsumerRecord<byte[], byte[]>> found = open.poll(POLL).records(partition);
                if (!found.isEmpty()) {
                    ConsumerRecord<byte[], byte[]> first = found.getFirst();
                    return first.offset() == offset ? first : null;
                }
            }
        } catch (OffsetOutOfRangeException noLongerThere) {
            return null;
        }
        throw new TimeoutException("the broker did not send " + partition + "@" + offset + " within " + PATIENCE);
    }

    private Consumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    /** To be called on a thread that may block. */
    @Override
    public void close() {
        thread.dispose();
        closeConsumer();
    }

    private synchronized void closeConsumer() {
        if (consumer != null) {
            consumer.close(CLOSE_TIMEOUT);
        }
    }
}
