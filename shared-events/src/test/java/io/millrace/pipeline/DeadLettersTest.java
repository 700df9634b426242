package io.millrace.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.tracing.RecordSpans;
import io.opentelemetry.api.trace.Span;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class DeadLettersTest {

    private final AtomicReference<ProducerRecord<byte[], byte[]>> letter = new AtomicReference<>();
    private final DeadLetters deadLetters =
            new DeadLetters(record -> Mono.fromRunnable(() -> letter.set(record)), "order-flow", RecordSpans.NONE);

    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void keepsTheOriginalBytesAndHeaders() {
        headers.add("ce_id", "7".getBytes(UTF_8))
                .add("x", new byte[] {0, (byte) 0xff})
                .add("none", null);

        park(record("key".getBytes(UTF_8), new byte[] {1, 2, 3}), new IllegalStateException("because"));

        assertThat(letter.get().topic()).isEqualTo("orders.created.DLT");
        assertThat(letter.get().key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(letter.get().value()).containsExactly(1, 2, 3);
        assertThat(letter.get().partition()).as("left to the key").isNull();
        assertThat(header("ce_id").value()).isEqualTo("7".getBytes(UTF_8));
        assertThat(header("x").value()).isEqualTo(new byte[] {0, (byte) 0xff});
        assertThat(header("none").value()).isNull();
    }

    /** Integers in 4 bytes and longs in 8, big-endian, as spring-kafka's DeadLetterPublishingRecoverer writes them. */
    @Test
    void saysWhereItComesFromAndWhyInTheFormsOfSpringKafka() {
        park(record("key".getBytes(UTF_8), new byte[] {1}), new IllegalStateException("because"));

        assertThat(text("kafka_dlt-original-topic")).isEqualTo("orders.created");
        assertThat(ByteBuffer.wrap(header("kafka_dlt-original-partition").value())
                        .getInt())
                .isEqualTo(3);
        assertThat(header("kafka_dlt-original-partition").value()).hasSize(4);
        assertThat(ByteBuffer.wrap(header("kafka_dlt-original-offset").value()).getLong())
                .isEqualTo(42);
        assertThat(ByteBuffer.wrap(header("kafka_dlt-original-timestamp").value())
                        .getLong())
                .isEqualTo(1_772_366_400_000L);
        assertThat(text("kafka_dlt-original-consumer-group")).isEqualTo("order-flow");
        assertThat(text("kafka_dlt-exception-fqcn")).isEqualTo("java.lang.IllegalStateException");
        assertThat(text("kafka_dlt-exception-message")).isEqualTo("because");
        assertThat(text("kafka_dlt-exception-stacktrace"))
                .contains("because", getClass().getName());
        assertThat(text("millrace-attempts")).isEqualTo("5");
    }

    @Test
    void keepsThePartitionOfARecordWithoutKey() {
        park(record(null, null), new IllegalStateException());

        assertThat(letter.get().partition()).isEqualTo(3);
        assertThat(letter.get().key()).isNull();
        assertThat(letter.get().value()).isNull();
        assertThat(text("kafka_dlt-exception-message")).isEmpty();
    }

    @Test
    void writesNoMoreThan4KiBOfAnything() {
        park(record("k".getBytes(UTF_8), null), new IllegalStateException("x".repeat(100_000)));

        assertThat(header("kafka_dlt-exception-message").value()).hasSize(4096);
        assertThat(header("kafka_dlt-exception-stacktrace").value()).hasSize(4096);
    }

    /** A character of 2, 3 or 4 bytes may lie across the limit. */
    @Test
    void cutsBetweenCharacters() {
        for (String character : new String[] {"ä", "€", "😀"}) {
            for (int shift = 0; shift < 4; shift++) {
                String message = "x".repeat(shift) + character.repeat(3000);
                park(record("k".getBytes(UTF_8), null), new IllegalStateException(message));

                assertThat(header("kafka_dlt-exception-message").value().length).isBetween(4093, 4096);
                assertThat(message).startsWith(text("kafka_dlt-exception-message"));
            }
        }
    }

    @Test
    void keepsNoMoreThan32KiBOfAFloodOfHeaders() {
        headers.add("ce_id", "7".getBytes(UTF_8));
        for (int i = 0; i < 1000; i++) {
            headers.add("flood-" + i, new byte[100]);
        }

        park(record("k".getBytes(UTF_8), null), new IllegalStateException("because"));

        int size = 0;
        for (Header header : letter.get().headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        assertThat(size).isLessThan(40 * 1024);
        assertThat(text("ce_id")).isEqualTo("7");
        assertThat(text("kafka_dlt-exception-message")).isEqualTo("because");
    }

    @Test
    void keepsWhatTheEventIsReadAndTracedByBehindAFloodOfHeaders() {
        for (int i = 0; i < 1000; i++) {
            headers.add("flood-" + i, new byte[100]);
        }
        headers.add("ce_id", "7".getBytes(UTF_8))
                .add("traceparent", "00-1-2-01".getBytes(UTF_8))
                .add("content-type", "application/json".getBytes(UTF_8));

        park(record("k".getBytes(UTF_8), null), new IllegalStateException("because"));

        assertThat(text("ce_id")).isEqualTo("7");
        assertThat(text("traceparent")).isEqualTo("00-1-2-01");
        assertThat(text("content-type")).isEqualTo("application/json");
        assertThat(header("flood-0")).isNotNull();
    }

    @Test
    void leavesOutOneHeaderThatIsTooLargeAndKeepsThoseBehindIt() {
        headers.add("huge", new byte[40 * 1024]).add("small", new byte[1]);

        park(record("k".getBytes(UTF_8), null), new IllegalStateException("because"));

        assertThat(letter.get().headers().lastHeader("huge")).isNull();
        assertThat(header("small")).isNotNull();
    }

    @Test
    void addsUpTheAttemptsOfARecordThatWasReplayedAndLetsItGoRoundNoFurther() {
        headers.add("millrace-replay-group", "order-flow".getBytes(UTF_8))
                .add("millrace-attempts", "7".getBytes(UTF_8));

        park(record("k".getBytes(UTF_8), null), new IllegalStateException("again"));

        assertThat(text("millrace-attempts")).isEqualTo("12");
        assertThat(letter.get().headers().lastHeader("millrace-replay-group")).isNull();
    }

    @Test
    void countsAnewForARecordThatOnlySaysThatItWasTriedBefore() {
        headers.add("millrace-attempts", "7".getBytes(UTF_8));

        park(record("k".getBytes(UTF_8), null), new IllegalStateException("again"));

        assertThat(text("millrace-attempts")).isEqualTo("5");
    }

    @Test
    void saysTheLatestReasonAloneOfARecordThatWasParkedBefore() {
        headers.add("kafka_dlt-exception-message", "the first time".getBytes(UTF_8))
                .add("kafka_dlt-exception-cause-fqcn", "of the first time".getBytes(UTF_8))
                .add("millrace-attempts", "1".getBytes(UTF_8));

        park(record("k".getBytes(UTF_8), null), new IllegalStateException("the second time"));

        assertThat(letter.get().headers().headers("kafka_dlt-exception-message"))
                .hasSize(1);
        assertThat(text("kafka_dlt-exception-message")).isEqualTo("the second time");
        assertThat(letter.get().headers().lastHeader("kafka_dlt-exception-cause-fqcn"))
                .isNull();
        assertThat(letter.get().headers().headers("millrace-attempts")).hasSize(1);
    }

    @Test
    void parksOnSubscriptionOnly() {
        Mono<Void> parking = deadLetters.park(record(null, null), Span.getInvalid(), new IllegalStateException(), 1);

        assertThat(letter.get()).isNull();
        parking.block();
        assertThat(letter.get()).isNotNull();
    }

    private void park(ConsumerRecord<byte[], byte[]> record, Throwable reason) {
        deadLetters.park(record, Span.getInvalid(), reason, 5).block();
    }

    private ConsumerRecord<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "orders.created",
                3,
                42,
                1_772_366_400_000L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private Header header(String name) {
        return letter.get().headers().lastHeader(name);
    }

    private String text(String name) {
        return new String(header(name).value(), UTF_8);
    }
}
