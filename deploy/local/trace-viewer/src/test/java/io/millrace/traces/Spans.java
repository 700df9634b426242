package io.millrace.traces;

import com.google.protobuf.ByteString;
import io.millrace.traces.kept.KeptSpan;
import io.millrace.traces.kept.Origin;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Arrays;
import java.util.HexFormat;

/** Spans to send and to keep; ids are made of small numbers. */
public final class Spans {

    private Spans() {}

    public static String traceId(long number) {
        return "%032x".formatted(number);
    }

    public static String spanId(long number) {
        return "%016x".formatted(number);
    }

    /** A millisecond long, begun so many milliseconds after 1970. */
    public static Span.Builder span(long trace, long span, String name, long atMillis) {
        return Span.newBuilder()
                .setTraceId(bytes(traceId(trace)))
                .setSpanId(bytes(spanId(span)))
                .setName(name)
                .setStartTimeUnixNano(atMillis * 1_000_000)
                .setEndTimeUnixNano((atMillis + 1) * 1_000_000);
    }

    public static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    public static KeyValue attribute(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    public static Origin origin(String service) {
        return Origin.of(resource(service), scope());
    }

    public static KeptSpan kept(String service, Span.Builder span) {
        return KeptSpan.of(origin(service), span.build());
    }

    public static ExportTraceServiceRequest export(String service, Span.Builder... spans) {
        var inScope = ScopeSpans.newBuilder().setScope(scope());
        Arrays.stream(spans).forEach(inScope::addSpans);
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource(service))
                        .addScopeSpans(inScope))
                .build();
    }

    public static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static Resource resource(String service) {
        return Resource.newBuilder()
                .addAttributes(attribute("service.name", service))
                .addAttributes(attribute("host.name", "here"))
                .build();
    }

    private static InstrumentationScope scope() {
        return InstrumentationScope.newBuilder()
                .setName("io.millrace")
                .setVersion("1")
                .build();
    }
}
