package io.millrace.acceptance.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A record as any producer may write it: begins as a good one, and may then be spoilt. */
public final class RawRecord {

    private final ProducerRecord<byte[], byte[]> written;

    private RawRecord(ProducerRecord<byte[], byte[]> written) {
        this.written = written;
    }

    static RawRecord of(ProducerRecord<byte[], byte[]> good) {
        return new RawRecord(new ProducerRecord<>(good.topic(), null, good.key(), good.value(), good.headers()));
    }

    ProducerRecord<byte[], byte[]> written() {
        return written;
    }

    public byte @Nullable [] key() {
        return written.key();
    }

    public byte @Nullable [] value() {
        return written.value();
    }

    public int size() {
        byte[] value = written.value();
        return value == null ? 0 : value.length;
    }

    public RawRecord on(String topic) {
        return new RawRecord(
                new ProducerRecord<>(topic, written.partition(), written.key(), written.value(), written.headers()));
    }

    public RawRecord to(int partition) {
        return with(partition, written.key(), written.value(), written.headers());
    }

    public RawRecord withoutKey() {
        return with(written.partition(), null, written.value(), written.headers());
    }

    public RawRecord withoutHeaders() {
        return with(written.partition(), written.key(), written.value(), new RecordHeaders());
    }

    public RawRecord withValue(byte @Nullable [] value) {
        return with(written.partition(), written.key(), value, written.headers());
    }

    public RawRecord cutInHalf() {
        return withValue(Arrays.copyOf(valueBytes(), valueBytes().length / 2));
    }

    public RawRecord rewritten(UnaryOperator<String> json) {
        return withValue(
                json.apply(new String(valueBytes(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    /** In place of any that it has of that name. */
    public RawRecord withHeader(String name, String value) {
        Headers headers = new RecordHeaders(written.headers());
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
        return with(written.partition(), written.key(), written.value(), headers);
    }

    public RawRecord withFloodOfHeaders(int count, int bytesEach) {
        Headers headers = new RecordHeaders(written.headers());
        for (int number = 0; number < count; number++) {
            headers.add("x-flood-" + number, new byte[bytesEach]);
        }
        return with(written.partition(), written.key(), written.value(), headers);
    }

    private byte[] valueBytes() {
        byte[] value = written.value();
        return value == null ? new byte[0] : value;
    }

    private RawRecord with(
            @Nullable Integer partition, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new RawRecord(new ProducerRecord<>(written.topic(), partition, key, value, headers));
    }
}
