package io.millrace.bench.settled;

import io.millrace.acceptance.log.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code orders.status} from its present end onwards, and enters what is settled into the book that is open. It reads late and much at once,
 * so that it costs the broker next to nothing: when something was settled is what the record's own timestamp says.
 */
public final class StatusLog implements AutoCloseable {

    /** What an order is comes before what it was: the first status in a record is the present one. */
    private static final String STATUS = "\"status\":\"";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reading;
    private volatile OrderBook book = new OrderBook();
    private volatile @Nullable RuntimeException failure;

    public StatusLog(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1_000_000,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ORDERS_STATUS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks lazily: what is settled from now on is to be seen
        reading = Thread.ofPlatform().name("status-log").daemon().start(this::read);
    }

    /** A new book, for orders that are placed from now on. The one before must be complete. */
    public OrderBook openBook() {
        OrderBook opened = new OrderBook();
        book = opened;
        return opened;
    }

    /** Throws what ended the reading, if something did. */
    public void check() {
        if (failure != null) {
            throw new IllegalStateException("orders.status is not read any more", failure);
        }
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> stored : consumer.poll(Duration.ofSeconds(1))) {
                    enter(stored);
                }
            }
        } catch (WakeupException closed) {
            consumer.close();
        } catch (RuntimeException e) {
            failure = e;
            consumer.close();
        }
    }

    private void enter(ConsumerRecord<byte[], byte[]> stored) {
        String status = status(stored.value());
        if (!status.equals("ACCEPTED")) {
            UUID order = UUID.fromString(new String(stored.key(), StandardCharsets.US_ASCII));
            book.settled(order, status.equals("CONFIRMED"), stored.timestamp());
        }
    }

    static String status(byte[] json) {
        String text = new String(json, StandardCharsets.ISO_8859_1);
        int member = text.indexOf(STATUS);
        if (member < 0) {
            throw new IllegalStateException("an order without a status: " + text);
        }
        int from = member + STATUS.length();
        return text.substring(from, text.indexOf('"', from));
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        reading.join(Duration.ofSeconds(5));
    }
}
