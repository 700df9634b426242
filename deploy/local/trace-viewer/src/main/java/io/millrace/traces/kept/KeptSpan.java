package io.millrace.traces.kept;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.Objects;

/** One span as it came, and beside it what is looked at to find it. */
public final class KeptSpan {

    /** Of the objects around the bytes, and of the entry in the trace's map. */
    static final int OVERHEAD_BYTES = 256;

    private final Origin origin;
    private final String id;
    private final String name;
    private final long startNanos;
    private final long endNanos;
    private final byte[] otlp;

    private KeptSpan(Origin origin, String id, String name, long startNanos, long endNanos, byte[] otlp) {
        this.origin = origin;
        this.id = id;
        this.name = name;
        this.startNanos = startNanos;
        this.endNanos = endNanos;
        this.otlp = otlp;
    }

    public static KeptSpan of(Origin origin, Span span) {
        return new KeptSpan(
                origin,
                hex(span.getSpanId()),
                span.getName(),
                span.getStartTimeUnixNano(),
                Math.max(span.getStartTimeUnixNano(), span.getEndTimeUnixNano()),
                span.toByteArray());
    }

    /** Lower-case hexadecimal, as ids are written everywhere outside of protobuf. */
    public static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    public Origin origin() {
        return origin;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public long startMicros() {
        return startNanos / 1_000;
    }

    public long durationMicros() {
        return (endNanos - startNanos) / 1_000;
    }

    /** All of it. */
    public Span span() {
        try {
            return Span.parseFrom(otlp);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("was written by ourselves", e);
        }
    }

    /** The same span, with an origin that its trace has already. */
    KeptSpan from(Origin known) {
        return new KeptSpan(Objects.requireNonNull(known), id, name, startNanos, endNanos, otlp);
    }

    int bytes() {
        return otlp.length + 2 * name.length() + OVERHEAD_BYTES;
    }
}
