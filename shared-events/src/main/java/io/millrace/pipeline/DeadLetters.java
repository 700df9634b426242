package io.millrace.pipeline;

import io.millrace.events.wire.Topic;
import io.millrace.tracing.RecordSpans;
import io.millrace.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Parks what cannot be handled on the dead-letter topic of its topic: the original bytes, and headers that say why, in the names and binary
 * forms of spring-kafka, which operators' tools know.
 */
final class DeadLetters {

    static final String ORIGINAL_TOPIC = "kafka_dlt-original-topic";
    static final String ORIGINAL_PARTITION = "kafka_dlt-original-partition";
    static final String ORIGINAL_OFFSET = "kafka_dlt-original-offset";
    static final String ORIGINAL_TIMESTAMP = "kafka_dlt-original-timestamp";
    static final String ORIGINAL_GROUP = "kafka_dlt-original-consumer-group";
    static final String EXCEPTION_CLASS = "kafka_dlt-exception-fqcn";
    static final String EXCEPTION_MESSAGE = "kafka_dlt-exception-message";
    static final String EXCEPTION_STACKTRACE = "kafka_dlt-exception-stacktrace";
    static final String ATTEMPTS = "millrace-attempts";

    /** The contract's limit for each header we add. */
    private static final int MAX_HEADER_BYTES = 4 * 1024;

    /** Of the original headers so much is kept; a flood of them must not make a record that the broker refuses. */
    private static final int MAX_ORIGINAL_HEADER_BYTES = 32 * 1024;

    private static final Set<String> ENVELOPE = Set.of("content-type", "traceparent", "tracestate");

    private final Function<ProducerRecord<byte[], byte[]>, Mono<Void>> publish;
    private final String group;
    private final RecordSpans spans;

    /**
     * @param publish stores a record as it is; see {@link KafkaSink#publishRaw}
     * @param group the consumer group on whose behalf records are parked
     */
    DeadLetters(Function<ProducerRecord<byte[], byte[]>, Mono<Void>> publish, String group, RecordSpans spans) {
        this.publish = publish;
        this.group = group;
        this.spans = spans;
    }

    /**
     * Parks a record.
     *
     * @param processing what is told of handling it; the letter goes on from there
     * @param attempts how often it was handed to the handler by itself; those of a replayed record's former life are added
     * @return completes once the broker has acknowledged it; only then may the record's offset be committed
     */
    Mono<Void> park(ConsumerRecord<byte[], byte[]> record, Span processing, Throwable reason, int attempts) {
        return Mono.defer(() -> {
            var letter = letter(record, reason, attempts);
            Span span = spans.parking(letter, processing, reason.getClass().getName());
            return Tracing.ending(span, publish.apply(letter));
        });
    }

    private ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> record, Throwable reason, int attempts) {
        Integer partition = record.key() == null ? Integer.valueOf(record.partition()) : null;
        var letter = new ProducerRecord<>(
                record.topic() + Topic.DEAD_LETTER_SUFFIX, partition, record.key(), record.value());
        Headers headers = letter.headers();
        copyOriginal(record.headers(), headers);
        headers.add(ORIGINAL_TOPIC, bytes(record.topic()));
        headers.add(
                ORIGINAL_PARTITION,
                ByteBuffer.allocate(Integer.BYTES).putInt(record.partition()).array());
        headers.add(
                ORIGINAL_OFFSET,
                ByteBuffer.allocate(Long.BYTES).putLong(record.offset()).array());
        headers.add(
                ORIGINAL_TIMESTAMP,
                ByteBuffer.allocate(Long.BYTES).putLong(record.timestamp()).array());
        headers.add(ORIGINAL_GROUP, bytes(group));
        headers.add(EXCEPTION_CLASS, bytes(reason.getClass().getName()));
        headers.add(EXCEPTION_MESSAGE, bytes(reason.getMessage()));
        headers.add(EXCEPTION_STACKTRACE, bytes(stackTrace(reason)));
        headers.add(ATTEMPTS, bytes(Integer.toString(attempts + Replay.formerAttempts(record))));
        return letter;
    }

    /** What the event cannot be read or traced without goes first, so that a flood in front of it takes nothing away. */
    private static void copyOriginal(Headers from, Headers to) {
        int size = copy(from, to, DeadLetters::isEnvelope, 0);
        copy(from, to, header -> !isEnvelope(header), size);
    }

    private static int copy(Headers from, Headers to, Predicate<Header> which, int sizeBefore) {
        int size = sizeBefore;
        for (Header header : from) {
            if (which.test(header) && isOriginal(header) && size + size(header) <= MAX_ORIGINAL_HEADER_BYTES) {
                size += size(header);
                to.add(header);
            }
        }
        return size;
    }

    private static int size(Header header) {
        return header.key().length() + (header.value() == null ? 0 : header.value().length);
    }

    private static boolean isEnvelope(Header header) {
        return header.key().startsWith("ce_") || ENVELOPE.contains(header.key());
    }

    /** Whether the publisher put it there. Headers of a former parking, or of a replay, are left behind: the letter's own name the latest. */
    static boolean isOriginal(Header header) {
        return !header.key().startsWith("kafka_dlt-")
                && !header.key().equals(ATTEMPTS)
                && !header.key().equals(Replay.GROUP);
    }

    private static byte[] bytes(@Nullable String text) {
        byte[] bytes = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_HEADER_BYTES) {
            return bytes;
        }
        int end = MAX_HEADER_BYTES;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--; // not within a character
        }
        return Arrays.copyOf(bytes, end);
    }

    private static String stackTrace(Throwable reason) {
        StringWriter text = new StringWriter();
        reason.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
