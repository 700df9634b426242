package io.millrace.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Polls at its {@link PollPace}. The pause is spent on the polling thread, which has nothing else to do than to wait in {@code poll}; whoever wakes the
 * consumer up meanwhile is heard when the pause is over. As the consumer asks for more before a poll returns, what comes during a pause is handed out
 * after the next one: a record waits for one and a half of them on average.
 */
final class PacedConsumer<K, V> extends KafkaConsumer<K, V> {

    private final PollPace pace;

    PacedConsumer(
            Map<String, Object> properties,
            @Nullable Deserializer<K> keys,
            @Nullable Deserializer<V> values,
            Duration pause) {
        super(properties, keys, values);
        pace = new PollPace(pause);
    }

    @Override
    public ConsumerRecords<K, V> poll(Duration timeout) {
        long wait = pace.waitNanos(System.nanoTime());
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
        ConsumerRecords<K, V> records = super.poll(timeout);
        pace.polled(load(records), System.nanoTime());
        return records;
    }

    /** As {@link PollPace#polled} counts it. */
    static int load(ConsumerRecords<?, ?> records) {
        int count = records.count();
        if (count >= PollPace.MANY) {
            return count;
        }
        int bytes = 0;
        for (ConsumerRecord<?, ?> record : records) {
            bytes += record.serializedValueSize();
        }
        return Math.max(count, bytes / 1024);
    }
}
