package io.millrace.events.wire;

import static io.millrace.testing.Events.event;
import static io.millrace.testing.Orders.anOrder;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.events.Event;
import io.millrace.events.InvalidFact;
import io.millrace.events.OrderCreated;
import io.millrace.events.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final String SECRET = "s3cr3t";

    private final EventCodec codec = new EventCodec("");
    private final Event<OrderCreated> event = event(anOrder().of(2, "SKU-1").placed());
    private final ConsumerRecord<byte[], byte[]> good = Records.received(codec.encode(event), 0, 7);

    @Test
    void putsAndFindsThePrefixOfTopics() {
        EventCodec prefixed = new EventCodec("blue.");
        var record = prefixed.encode(event);

        assertThat(record.topic()).isEqualTo("blue.orders.created");
        assertThat(record.partition()).isNull();
        assertThat(prefixed.decode(Records.received(record, 0, 0))).isEqualTo(event);
        refuses(Records.received(record, 0, 0), "not known on blue.orders.created");
    }

    @Test
    void refusesARecordWithoutKeyOrValue() {
        refuses(Records.like(good, null, good.value()), "no key");
        refuses(Records.like(good, good.key(), null), "no value");
    }

    @Test
    void refusesARecordWithoutHeaders() {
        refuses(new ConsumerRecord<>("orders.created", 0, 0, good.key(), good.value()), "ce_specversion is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_type"})
    void refusesARecordWithoutTheHeader(String name) {
        good.headers().remove(name);
        refuses(good, name + " is missing");

        good.headers().add(name, new byte[0]);
        refuses(good, name + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, 0.3, version",
        "ce_type, millrace.order.created.v2, type",
        "ce_type, millrace.payment.completed.v1, type",
        "ce_time, yesterday, ce_time"
    })
    void refusesAHeaderItDoesNotKnow(String name, String value, String named) {
        header(name, value);

        refuses(good, named);
    }

    @Test
    void saysNoMoreOfAnUnknownTypeThanFitsALine() {
        header("ce_type", "x".repeat(100_000));

        assertThatThrownBy(() -> codec.decode(good))
                .isInstanceOf(Undecodable.class)
                .satisfies(error -> assertThat(error.toString()).hasSizeLessThan(500));
    }

    @Test
    void refusesAKeyThatIsNotTheSubject() {
        refuses(Records.like(good, "another".getBytes(UTF_8), good.value()), "key");
        refuses(Records.like(good, new byte[] {(byte) 0xff}, good.value()), "key");
        refuses(Records.like(good, new byte[0], good.value()), "key");
    }

    @Test
    void fallsBackToWhatTheRecordKnowsWhereOptionalHeadersAreMissing() {
        good.headers()
                .remove("ce_time")
                .remove("ce_correlationid")
                .remove("traceparent")
                .remove("tracestate");
        var record = new ConsumerRecord<>(
                good.topic(),
                0,
                0,
                1_772_366_400_123L,
                TimestampType.CREATE_TIME,
                0,
                0,
                good.key(),
                good.value(),
                new RecordHeaders(good.headers()),
                Optional.empty());

        Event<?> decoded = codec.decode(record);

        assertThat(decoded.time()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
        assertThat(decoded.context()).isEqualTo(new TraceContext(event.id(), null, null));
    }

    @Test
    void goesOnWithoutATraceparentThatIsNone() {
        header("traceparent", "00-garbled");

        assertThat(codec.decode(good).context().traceparent()).isNull();
    }

    @Test
    void takesTheLastOfRepeatedHeaders() {
        good.headers().add("ce_id", "last".getBytes(UTF_8));

        assertThat(codec.decode(good).id()).isEqualTo("last");
    }

    /** Each names the member, and none repeats what it holds: messages end up in logs and headers. */
    @ParameterizedTest
    @MethodSource("garbled")
    void refusesAValueNamingTheMemberAndNothingOfItsContent(Garbled garbled) {
        String json = new String(good.value(), UTF_8);
        String changed = garbled.change.apply(json);
        assertThat(changed).isNotEqualTo(json);

        refuses(Records.like(good, good.key(), changed.getBytes(UTF_8)), garbled.named);
    }

    private record Garbled(String named, UnaryOperator<String> change) {
        @Override
        public String toString() {
            return named;
        }
    }

    static List<Garbled> garbled() {
        return List.of(
                garbled("orderId is missing", "\"orderId\":", "\"orderid\":"),
                garbled("customerId is missing", "\"c-1\"", "null"),
                garbled("items is missing", "\"items\":", "\"Items\":"),
                garbled("totalCents is missing", "\"totalCents\":", "\"total\":"),
                garbled("placedAt is missing", "\"placedAt\":", "\"at\":"),
                garbled("sku is missing", "\"sku\":", "\"SKU\":"),
                garbled("quantity is missing", "\"quantity\":", "\"pieces\":"),
                garbled("unitPriceCents is missing", "\"unitPriceCents\":", "\"price\":"),
                garbled("order id", "\"orderId\":\"", "\"orderId\":\"" + SECRET),
                garbled("customerId must be a string", "\"c-1\"", "[\"" + SECRET + "\"]"),
                garbled("customerId must be a string", "\"c-1\"", "17"),
                garbled("customerId must be a string", "\"c-1\"", "true"),
                garbled("customerId must be 1 to 64", "\"c-1\"", "\"" + SECRET + "!\""),
                garbled("currency must be", "\"EUR\"", "\"" + SECRET + "\""),
                garbled("quantity must be a whole number", "\"quantity\":2", "\"quantity\":\"2\""),
                garbled("quantity must be a whole number", "\"quantity\":2", "\"quantity\":2.0"),
                garbled("quantity must be a whole number", "\"quantity\":2", "\"quantity\":2e0"),
                garbled("quantity must be a whole number", "\"quantity\":2", "\"quantity\":true"),
                garbled("quantity must be a whole number", "\"quantity\":2", "\"quantity\":null"),
                garbled("quantity is out of range", "\"quantity\":2", "\"quantity\":2147483648"),
                garbled("quantity must be from", "\"quantity\":2", "\"quantity\":-2"),
                garbled("unitPriceCents is out of range", ":1299", ":9223372036854775808"),
                garbled("unitPriceCents is out of range", ":1299", ":-1" + "0".repeat(500)),
                garbled("totalCents is out of range", ":2598", ":" + "9".repeat(40)),
                garbled("totalCents must be the sum", ":2598", ":2599"),
                garbled("placedAt is not a time", "\"2026-03-01", "\"" + SECRET),
                garbled("placedAt must be a string", "\"2026-03-01T12:00:00Z\"", "1772366400"),
                garbled("items must be an array", "[{", "{\"a\":[{", "}]", "}]}"),
                garbled("items must be an object", "[{", "[\"" + SECRET + "\",{"),
                garbled("items must be an object", "[{", "[[],{"),
                garbled("items must be an object", "[{", "[null,{"),
                garbled("1 to 100 items", "[{", "[],\"old\":[{"),
                garbled("text behind", "Z\"}", "Z\"}{}"),
                garbled("not JSON", "Z\"}", "Z\"}" + SECRET),
                garbled("not JSON", "Z\"}", "Z\"},"),
                garbled("not JSON", "\"EUR\"", SECRET),
                garbled("not JSON", "\"EUR\"", "'" + SECRET + "'"),
                garbled("not JSON", "\"EUR\"", "NaN"),
                garbled("not JSON", "\"quantity\":2", "\"quantity\":02"),
                garbled("not JSON", "\"quantity\":2", "\"quantity\":+2"),
                garbled("not JSON", "\"EUR\"", "\"EUR\n" + SECRET + "\""),
                garbled("not JSON", "{\"orderId\"", "{/* " + SECRET + " */\"orderId\""),
                garbled("not JSON", "{\"orderId\"", "{orderId"),
                garbled("not JSON", "Z\"}", "Z\",}"),
                garbled("not JSON", "Z\"}", "Z\""),
                garbled("not JSON", "{\"orderId\"", "{\"deep\":" + "[".repeat(100_000) + ",\"orderId\""),
                new Garbled("must be an object", json -> "[" + json + "]"),
                new Garbled("must be an object", json -> ""),
                new Garbled("must be an object", json -> " \n"),
                new Garbled("must be an object", json -> "null"),
                new Garbled("must be an object", json -> "\"" + SECRET + "\""),
                new Garbled("not JSON", json -> SECRET));
    }

    private static Garbled garbled(String named, String part, String by) {
        return new Garbled(named, json -> json.replace(part, by));
    }

    private static Garbled garbled(String named, String part, String by, String part2, String by2) {
        return new Garbled(named, json -> json.replace(part, by).replace(part2, by2));
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        String json = new String(good.value(), UTF_8).replace("\"c-1\"", "\"c-?\"");
        byte[] bytes = json.getBytes(UTF_8);
        bytes[json.indexOf('?')] = (byte) 0xff;

        refuses(Records.like(good, good.key(), bytes), "not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN", "payment_declined", ""})
    void refusesAReasonThatIsNotKnownHere(String reason) {
        GoldenFile declined = GoldenFile.all().get(4);
        String json = new String(declined.record().value(), UTF_8).replace("PAYMENT_DECLINED", reason);

        refuses(
                Records.like(declined.record(), declined.record().key(), json.getBytes(UTF_8)),
                "reason is none of the values known here");
    }

    private void header(String name, String value) {
        good.headers().remove(name).add(name, value.getBytes(UTF_8));
    }

    private void refuses(ConsumerRecord<byte[], byte[]> record, String named) {
        assertThatThrownBy(() -> codec.decode(record))
                .isInstanceOfAny(Undecodable.class, InvalidFact.class)
                .hasMessageContaining(named)
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain(SECRET));
    }
}
