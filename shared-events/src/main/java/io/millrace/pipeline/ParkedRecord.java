package io.millrace.pipeline;

import io.millrace.events.DeadLetterId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of a dead-letter topic, and what its headers say of it. Anybody may write to such a topic: what is not said, or cannot be made out, is
 * null or {@link #UNKNOWN}.
 */
public record ParkedRecord(DeadLetterId id, ConsumerRecord<byte[], byte[]> record) {

    public static final long UNKNOWN = -1;

    private static final Set<String> NUMBERS =
            Set.of(DeadLetters.ORIGINAL_PARTITION, DeadLetters.ORIGINAL_OFFSET, DeadLetters.ORIGINAL_TIMESTAMP);

    /** The consumer group that could not handle it. */
    public @Nullable String group() {
        return text(DeadLetters.ORIGINAL_GROUP);
    }

    public @Nullable String exceptionClass() {
        return text(DeadLetters.EXCEPTION_CLASS);
    }

    public @Nullable String exceptionMessage() {
        return text(DeadLetters.EXCEPTION_MESSAGE);
    }

    public @Nullable String stackTrace() {
        return text(DeadLetters.EXCEPTION_STACKTRACE);
    }

    /** How often it was handed to the handler by itself, replays included; 0 when it could not be read. */
    public int attempts() {
        return attempts(record);
    }

    public long originalPartition() {
        return numberIn(DeadLetters.ORIGINAL_PARTITION);
    }

    public long originalOffset() {
        return numberIn(DeadLetters.ORIGINAL_OFFSET);
    }

    /** In milliseconds since 1970. */
    public long originalTimestamp() {
        return numberIn(DeadLetters.ORIGINAL_TIMESTAMP);
    }

    /** Whether a header holds a number in binary form, to be had with {@link #number}. */
    public static boolean isNumber(Header header) {
        return NUMBERS.contains(header.key()) && number(header) != UNKNOWN;
    }

    /** The number in 4 or 8 bytes, big-endian, as spring-kafka writes them. */
    public static long number(Header header) {
        byte[] value = header.value();
        if (value == null) {
            return UNKNOWN;
        }
        return switch (value.length) {
            case Integer.BYTES -> ByteBuffer.wrap(value).getInt();
            case Long.BYTES -> ByteBuffer.wrap(value).getLong();
            default -> UNKNOWN;
        };
    }

    /** What {@link DeadLetters#ATTEMPTS} says; 0 when it says nothing legible. */
    static int attempts(ConsumerRecord<byte[], byte[]> record) {
        String digits = text(record, DeadLetters.ATTEMPTS);
        return digits != null && digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private @Nullable String text(String name) {
        return text(record, name);
    }

    private long numberIn(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? UNKNOWN : number(header);
    }
}
