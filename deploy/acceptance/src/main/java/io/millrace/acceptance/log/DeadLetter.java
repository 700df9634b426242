package io.millrace.acceptance.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A parked record, in the binary forms that spring-kafka gave its headers. */
public final class DeadLetter {

    /** What the contract says each of them carries. */
    public static final List<String> HEADERS = List.of(
            "kafka_dlt-original-topic",
            "kafka_dlt-original-partition",
            "kafka_dlt-original-offset",
            "kafka_dlt-original-timestamp",
            "kafka_dlt-original-consumer-group",
            "kafka_dlt-exception-fqcn",
            "kafka_dlt-exception-message",
            "kafka_dlt-exception-stacktrace",
            "millrace-attempts");

    private final ConsumerRecord<byte[], byte[]> stored;

    DeadLetter(ConsumerRecord<byte[], byte[]> stored) {
        this.stored = stored;
    }

    public Place origin() {
        return new Place(
                text("kafka_dlt-original-topic"),
                ByteBuffer.wrap(bytes("kafka_dlt-original-partition")).getInt(),
                ByteBuffer.wrap(bytes("kafka_dlt-original-offset")).getLong());
    }

    public long originalTimestamp() {
        return ByteBuffer.wrap(bytes("kafka_dlt-original-timestamp")).getLong();
    }

    public String group() {
        return text("kafka_dlt-original-consumer-group");
    }

    public int attempts() {
        return Integer.parseInt(text("millrace-attempts"));
    }

    public byte @Nullable [] key() {
        return stored.key();
    }

    public byte @Nullable [] value() {
        return stored.value();
    }

    public String text(String header) {
        return new String(bytes(header), StandardCharsets.UTF_8);
    }

    public byte[] bytes(String header) {
        Header found = stored.headers().lastHeader(header);
        if (found == null || found.value() == null) {
            throw new AssertionError("no header " + header + " in " + this);
        }
        return found.value();
    }

    /** Of all headers, names included. */
    public int headerBytes() {
        int size = 0;
        for (Header header : stored.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    @Override
    public String toString() {
        return "%s-%d@%d with %s".formatted(stored.topic(), stored.partition(), stored.offset(), stored.headers());
    }
}
