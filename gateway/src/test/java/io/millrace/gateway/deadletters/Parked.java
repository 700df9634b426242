package io.millrace.gateway.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.events.DeadLetterActed;
import io.millrace.events.DeadLetterId;
import io.millrace.events.Event;
import io.millrace.events.TraceContext;
import io.millrace.events.Uuids;
import io.millrace.pipeline.DeadLetterNews;
import io.millrace.pipeline.ParkedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Makes parked records, as a flow parks them, and says what was done about them. */
final class Parked {

    static final String TOPIC = "orders.created";
    static final String GROUP = "payment-flow";
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final TraceContext CONTEXT = new TraceContext("corr-1", null, null);

    private Parked() {}

    static DeadLetterId id(int partition, long offset) {
        return new DeadLetterId(TOPIC, partition, offset);
    }

    /** Parked as many seconds after noon as its offset says. */
    static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] payload) {
        var headers = new RecordHeaders()
                .add("ce_id", "7".getBytes(UTF_8))
                .add("kafka_dlt-original-topic", TOPIC.getBytes(UTF_8))
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(partition).array())
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(100 + offset).array())
                .add(
                        "kafka_dlt-original-timestamp",
                        ByteBuffer.allocate(8).putLong(NOON.toEpochMilli()).array())
                .add("kafka_dlt-original-consumer-group", GROUP.getBytes(UTF_8))
                .add("kafka_dlt-exception-fqcn", "java.lang.IllegalStateException".getBytes(UTF_8))
                .add("kafka_dlt-exception-message", "because".getBytes(UTF_8))
                .add("kafka_dlt-exception-stacktrace", "because\n\tat somewhere".getBytes(UTF_8))
                .add("millrace-attempts", "5".getBytes(UTF_8));
        return new ConsumerRecord<>(
                TOPIC + ".DLT",
                partition,
                offset,
                NOON.plusSeconds(offset).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                "key".getBytes(UTF_8),
                payload,
                headers,
                Optional.empty());
    }

    static DeadLetterNews news(int partition, long offset) {
        return new DeadLetterNews.Parked(
                new ParkedRecord(id(partition, offset), record(partition, offset, new byte[0])));
    }

    static Letter letter(int partition, long offset) {
        return Letter.of(new ParkedRecord(id(partition, offset), record(partition, offset, new byte[0])), null);
    }

    static DeadLetterNews.Acted acted(DeadLetterActed fact) {
        return new DeadLetterNews.Acted(event(fact));
    }

    static <F extends DeadLetterActed> Event<F> event(F fact) {
        return new Event<>(Uuids.version7(NOON.toEpochMilli()).toString(), "/millrace/gateway", NOON, CONTEXT, fact);
    }
}
