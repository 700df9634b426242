package io.millrace.traces.kept;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something said of a span, under the name that Jaeger gives it. */
public record Tag(String key, AnyValue value) {

    public static Tag of(KeyValue attribute) {
        return new Tag(attribute.getKey(), attribute.getValue());
    }

    public static Tag of(String key, String value) {
        return new Tag(key, AnyValue.newBuilder().setStringValue(value).build());
    }

    public String text() {
        return Text.of(value);
    }

    /** The span's attributes; its kind, status and library, which OTLP keeps apart from them, come last. */
    public static List<Tag> of(KeptSpan kept, Span span) {
        var tags = new ArrayList<Tag>();
        span.getAttributesList().forEach(attribute -> tags.add(of(attribute)));
        kind(span).ifPresent(kind -> tags.add(of("span.kind", kind)));
        status(span, tags);
        var scope = kept.origin().scope();
        if (!scope.getName().isEmpty()) {
            tags.add(of("otel.scope.name", scope.getName()));
        }
        if (!scope.getVersion().isEmpty()) {
            tags.add(of("otel.scope.version", scope.getVersion()));
        }
        if (!span.getTraceState().isEmpty()) {
            tags.add(of("w3c.tracestate", span.getTraceState()));
        }
        return tags;
    }

    /** {@code server}, {@code client}, {@code producer}, {@code consumer}, {@code internal}, or nothing when it was not said. */
    public static Optional<String> kind(Span span) {
        return switch (span.getKind()) {
            case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
            default ->
                Optional.of(
                        span.getKind().name().substring("SPAN_KIND_".length()).toLowerCase(Locale.ROOT));
        };
    }

    private static void status(Span span, List<Tag> tags) {
        Status status = span.getStatus();
        if (status.getCode() == Status.StatusCode.STATUS_CODE_OK) {
            tags.add(of("otel.status_code", "OK"));
        }
        if (status.getCode() == Status.StatusCode.STATUS_CODE_ERROR) {
            tags.add(of("otel.status_code", "ERROR"));
            tags.add(new Tag("error", AnyValue.newBuilder().setBoolValue(true).build()));
        }
        if (!status.getMessage().isEmpty()) {
            tags.add(of("otel.status_description", status.getMessage()));
        }
    }
}
