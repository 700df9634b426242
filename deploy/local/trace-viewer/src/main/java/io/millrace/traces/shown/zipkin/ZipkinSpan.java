package io.millrace.traces.shown.zipkin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.traces.kept.KeptSpan;
import io.millrace.traces.kept.Remote;
import io.millrace.traces.kept.Tag;
import io.millrace.traces.kept.Text;
import io.millrace.traces.kept.Trace;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A span in Zipkin's JSON; absent is what OTLP did not say. Zipkin knows no links: they stand among the tags.
 *
 * @param timestamp microseconds since 1970
 * @param duration microseconds, at least 1, for 0 would mean unfinished
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ZipkinSpan(
        String traceId,
        @Nullable String parentId,
        String id,
        @Nullable String kind,
        String name,
        long timestamp,
        long duration,
        Endpoint localEndpoint,
        @Nullable Endpoint remoteEndpoint,
        List<Annotation> annotations,
        Map<String, String> tags) {

    record Endpoint(String serviceName) {}

    record Annotation(long timestamp, String value) {}

    static List<ZipkinSpan> of(Trace trace) {
        return trace.spans().stream().map(kept -> of(trace, kept)).toList();
    }

    private static ZipkinSpan of(Trace trace, KeptSpan kept) {
        Span span = kept.span();
        return new ZipkinSpan(
                trace.id(),
                span.getParentSpanId().isEmpty() ? null : KeptSpan.hex(span.getParentSpanId()),
                kept.id(),
                kind(span),
                kept.name(),
                kept.startMicros(),
                Math.max(1, kept.durationMicros()),
                new Endpoint(kept.origin().service()),
                Remote.of(span).map(Endpoint::new).orElse(null),
                span.getEventsList().stream().map(ZipkinSpan::annotation).toList(),
                tags(kept, span));
    }

    /** Zipkin has no word for internal spans. */
    private static @Nullable String kind(Span span) {
        return switch (span.getKind()) {
            case SPAN_KIND_CLIENT -> "CLIENT";
            case SPAN_KIND_SERVER -> "SERVER";
            case SPAN_KIND_PRODUCER -> "PRODUCER";
            case SPAN_KIND_CONSUMER -> "CONSUMER";
            default -> null;
        };
    }

    private static Map<String, String> tags(KeptSpan kept, Span span) {
        var tags = new LinkedHashMap<String, String>();
        Tag.of(kept, span).stream()
                .filter(tag -> !tag.key().equals("span.kind"))
                .forEach(tag -> tags.putIfAbsent(tag.key(), tag.text()));
        if ("true".equals(tags.get("error"))) {
            // Zipkin shows the text of this tag as the error's message.
            tags.put("error", tags.getOrDefault("otel.status_description", "true"));
        }
        int number = 0;
        for (Span.Link link : span.getLinksList()) {
            tags.put("link." + number++, KeptSpan.hex(link.getTraceId()) + "/" + KeptSpan.hex(link.getSpanId()));
        }
        return tags;
    }

    private static Annotation annotation(Span.Event event) {
        String attributes =
                event.getAttributesList().stream().map(ZipkinSpan::text).collect(Collectors.joining(", ", " (", ")"));
        return new Annotation(
                event.getTimeUnixNano() / 1_000,
                event.getAttributesCount() == 0 ? event.getName() : event.getName() + attributes);
    }

    private static String text(KeyValue attribute) {
        return attribute.getKey() + "=" + Text.of(attribute.getValue());
    }
}
