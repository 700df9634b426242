package io.millrace.acceptance.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record as the log has it. */
public final class Fact {

    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");

    private final ConsumerRecord<byte[], byte[]> stored;

    Fact(ConsumerRecord<byte[], byte[]> stored) {
        this.stored = stored;
    }

    public String topic() {
        return stored.topic();
    }

    public long offset() {
        return stored.offset();
    }

    /** When the broker or the sender stamped it, in milliseconds. */
    public long timestamp() {
        return stored.timestamp();
    }

    public String key() {
        return stored.key() == null ? "(no key)" : text(stored.key());
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(stored.value());
    }

    /** Whether its flows read it at all, rather than park it: of its topic's type, with JSON of its key's order or article. */
    boolean isReadable() {
        if (stored.key() == null || stored.value() == null) {
            return false;
        }
        try {
            JsonNode json = json();
            return Objects.equals(Topics.TYPES.get(topic()), find("ce_type"))
                    && json.path("orderId")
                            .asString(json.path("sku").asString(""))
                            .equals(key());
        } catch (JacksonException noJson) {
            return false;
        }
    }

    public String id() {
        return header("ce_id");
    }

    public String header(String name) {
        String value = find(name);
        if (value == null) {
            throw new AssertionError("no header " + name + " in " + this);
        }
        return value;
    }

    public @Nullable String find(String name) {
        Header header = stored.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    /** The very same key, bytes and headers, as a producer sends them that crashed before it knew of its success. */
    ProducerRecord<byte[], byte[]> again() {
        return new ProducerRecord<>(topic(), null, stored.key(), stored.value(), stored.headers());
    }

    /** As {@link #again}, to be spoilt. */
    public RawRecord raw() {
        return RawRecord.of(again());
    }

    /** As {@link #about}, to be spoilt. */
    public RawRecord rawAbout(String otherOrder) {
        return RawRecord.of(about(otherOrder));
    }

    /** The same fact of another order, under an event id of its own. */
    ProducerRecord<byte[], byte[]> about(String otherOrder) {
        Headers headers = new RecordHeaders();
        stored.headers().forEach(header -> headers.add(header.key(), renamed(header.value(), otherOrder)));
        headers.remove("ce_id").add("ce_id", bytes(UUID.randomUUID().toString()));
        return new ProducerRecord<>(topic(), null, bytes(otherOrder), renamed(stored.value(), otherOrder), headers);
    }

    /** As {@link #about}, with every moment in it an hour earlier. */
    ProducerRecord<byte[], byte[]> anHourAgoAbout(String otherOrder) {
        ProducerRecord<byte[], byte[]> now = about(otherOrder);
        Headers headers = new RecordHeaders();
        now.headers().forEach(header -> headers.add(header.key(), anHourEarlier(header.value())));
        return new ProducerRecord<>(topic(), null, now.key(), anHourEarlier(now.value()), headers);
    }

    private static byte[] anHourEarlier(byte[] content) {
        return bytes(MOMENT.matcher(text(content))
                .replaceAll(moment ->
                        Instant.parse(moment.group()).minus(Duration.ofHours(1)).toString()));
    }

    private byte[] renamed(byte[] content, String otherOrder) {
        return bytes(text(content).replace(key(), otherOrder));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "%s-%d@%d %s %s".formatted(topic(), stored.partition(), offset(), key(), text(stored.value()));
    }
}
