package io.millrace.events.wire;

import static java.util.Objects.requireNonNull;

import io.millrace.events.Event;
import io.millrace.events.Fact;
import io.millrace.events.InvalidFact;
import io.millrace.events.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Events as Kafka records: the fact is the value, its envelope the headers (CloudEvents 1.0, Kafka protocol binding, binary mode). */
public final class EventCodec {

    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String CORRELATION_ID = "ce_correlationid";
    static final String CONTENT_TYPE = "content-type";
    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    private static final byte[] SPEC_VERSION_1_0 = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");

    private static final int MAX_QUOTED = 100;

    private final Map<String, Topic> topics = new HashMap<>();
    private final Map<Topic, String> names = new EnumMap<>(Topic.class);

    /** @param prefix in front of every topic's name; empty for none */
    public EventCodec(String prefix) {
        for (Topic topic : Topic.values()) {
            topics.put(topic.name(prefix), topic);
            names.put(topic, topic.name(prefix));
        }
    }

    /** The topic of a fact, by its name on the broker. */
    public String topic(Fact fact) {
        return requireNonNull(names.get(Topic.of(fact)));
    }

    /** The record that carries an event; its partition is left to the key. */
    public ProducerRecord<byte[], byte[]> encode(Event<?> event) {
        Fact fact = event.fact();
        Topic topic = Topic.of(fact);
        byte[] subject = bytes(fact.subject());
        var record = new ProducerRecord<>(requireNonNull(names.get(topic)), subject, FactJson.write(fact));
        TraceContext context = event.context();
        Headers headers = record.headers()
                .add(SPEC_VERSION, SPEC_VERSION_1_0)
                .add(ID, bytes(event.id()))
                .add(SOURCE, bytes(event.source()))
                .add(TYPE, bytes(topic.eventType()))
                .add(SUBJECT, subject)
                .add(TIME, bytes(Times.format(event.time())))
                .add(CONTENT_TYPE, JSON)
                .add(CORRELATION_ID, bytes(context.correlationId()));
        if (context.traceparent() != null) {
            headers.add(TRACEPARENT, bytes(context.traceparent()));
        }
        if (context.tracestate() != null) {
            headers.add(TRACESTATE, bytes(context.tracestate()));
        }
        return record;
    }

    /**
     * Reads an event back. Headers and members that are not known are ignored, so that newer publishers do no harm.
     *
     * @throws Undecodable when the record is no event, or one of a type or shape not known here
     * @throws InvalidFact when the fact breaks a rule of its own
     */
    public Event<?> decode(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (key == null || value == null) {
            throw new Undecodable(key == null ? "the record has no key" : "the record has no value");
        }
        Envelope envelope = Envelope.of(record.headers());
        Topic topic = topics.get(record.topic());
        if (topic == null || !topic.eventType().equals(envelope.type)) {
            throw new Undecodable("events of type " + brief(envelope.type) + " are not known on " + record.topic());
        }
        Fact fact = FactJson.read(topic, value);
        if (!fact.subject().equals(text(key))) {
            throw new Undecodable("the key of the record is not the subject of its fact");
        }
        String id = required(ID, envelope.id);
        String correlationId = envelope.correlationId == null ? id : envelope.correlationId;
        return new Event<>(
                id,
                required(SOURCE, envelope.source),
                envelope.time == null ? Instant.ofEpochMilli(record.timestamp()) : time(envelope.time),
                new TraceContext(correlationId, envelope.traceparent, envelope.tracestate),
                fact);
    }

    /** The headers that matter, found in one pass. Where a header is repeated the last one counts, as in Kafka's own {@code lastHeader}. */
    private static final class Envelope {

        @Nullable
        String specVersion;

        @Nullable
        String id;

        @Nullable
        String source;

        @Nullable
        String type;

        @Nullable
        String time;

        @Nullable
        String correlationId;

        @Nullable
        String traceparent;

        @Nullable
        String tracestate;

        static Envelope of(Headers headers) {
            Envelope envelope = new Envelope();
            for (Header header : headers) {
                if (header.value() != null) {
                    envelope.take(header.key(), header.value());
                }
            }
            if (!"1.0".equals(required(SPEC_VERSION, envelope.specVersion))) {
                throw new Undecodable("CloudEvents of version " + brief(envelope.specVersion) + " are not known here");
            }
            required(TYPE, envelope.type);
            return envelope;
        }

        private void take(String name, byte[] value) {
            switch (name) {
                case SPEC_VERSION -> specVersion = text(value);
                case ID -> id = text(value);
                case SOURCE -> source = text(value);
                case TYPE -> type = text(value);
                case TIME -> time = text(value);
                case CORRELATION_ID -> correlationId = text(value);
                case TRACEPARENT -> {
                    String text = text(value);
                    traceparent = TraceContext.isTraceparent(text) ? text : null;
                }
                case TRACESTATE -> tracestate = text(value);
                default -> {
                    // a header of somebody else's
                }
            }
        }
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new Undecodable("the header " + name + " is missing");
        }
        return value;
    }

    private static Instant time(String text) {
        try {
            return Times.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new Undecodable("the header " + TIME + " is not a time", malformed);
        }
    }

    /** What a publisher put into a header, as much as an operator needs of it. */
    private static String brief(@Nullable String text) {
        return text == null || text.length() <= MAX_QUOTED ? String.valueOf(text) : text.substring(0, MAX_QUOTED) + "…";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
