package io.millrace.traces.shown.jaeger;

import io.millrace.traces.kept.KeptSpan;
import io.millrace.traces.kept.Origin;
import io.millrace.traces.kept.Tag;
import io.millrace.traces.kept.Trace;
import io.millrace.traces.shown.jaeger.JaegerTrace.Field;
import io.millrace.traces.shown.jaeger.JaegerTrace.JaegerSpan;
import io.millrace.traces.shown.jaeger.JaegerTrace.Log;
import io.millrace.traces.shown.jaeger.JaegerTrace.Process;
import io.millrace.traces.shown.jaeger.JaegerTrace.Reference;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translates one trace from OTLP as Jaeger itself does. */
final class JaegerWriter {

    private final Trace trace;
    private final Map<Process, String> processes = new LinkedHashMap<>();

    private JaegerWriter(Trace trace) {
        this.trace = trace;
    }

    static JaegerTrace write(Trace trace) {
        return new JaegerWriter(trace).write();
    }

    private JaegerTrace write() {
        List<JaegerSpan> spans = trace.spans().stream().map(this::span).toList();
        var processesByName = new LinkedHashMap<String, Process>();
        processes.forEach((process, name) -> processesByName.put(name, process));
        return new JaegerTrace(trace.id(), spans, processesByName, warnings());
    }

    private JaegerSpan span(KeptSpan kept) {
        Span span = kept.span();
        return new JaegerSpan(
                trace.id(),
                kept.id(),
                1, // sampled, else it would not have come
                kept.name(),
                references(span),
                kept.startMicros(),
                kept.durationMicros(),
                fields(Tag.of(kept, span).stream()),
                span.getEventsList().stream().map(JaegerWriter::log).toList(),
                processOf(kept.origin()),
                null);
    }

    private List<Reference> references(Span span) {
        var references = new ArrayList<Reference>();
        if (!span.getParentSpanId().isEmpty()) {
            references.add(new Reference("CHILD_OF", trace.id(), KeptSpan.hex(span.getParentSpanId())));
        }
        span.getLinksList()
                .forEach(link -> references.add(new Reference(
                        "FOLLOWS_FROM", KeptSpan.hex(link.getTraceId()), KeptSpan.hex(link.getSpanId()))));
        return references;
    }

    private static Log log(Span.Event event) {
        return new Log(
                event.getTimeUnixNano() / 1_000,
                fields(Stream.concat(
                        Stream.of(Tag.of("event", event.getName())),
                        event.getAttributesList().stream().map(Tag::of))));
    }

    private String processOf(Origin origin) {
        var process = new Process(
                origin.service(), fields(origin.attributes().stream().map(Tag::of)));
        return processes.computeIfAbsent(process, unknown -> "p" + (processes.size() + 1));
    }

    private static List<Field> fields(Stream<Tag> tags) {
        return tags.map(JaegerWriter::field).toList();
    }

    private static Field field(Tag tag) {
        return switch (tag.value().getValueCase()) {
            case BOOL_VALUE -> new Field(tag.key(), "bool", tag.value().getBoolValue());
            case INT_VALUE -> new Field(tag.key(), "int64", tag.value().getIntValue());
            case DOUBLE_VALUE -> new Field(tag.key(), "float64", tag.value().getDoubleValue());
            default -> new Field(tag.key(), "string", tag.text());
        };
    }

    private @Nullable List<String> warnings() {
        return trace.leftOut() == 0 ? null : List.of("%d more spans came and were left out".formatted(trace.leftOut()));
    }
}
