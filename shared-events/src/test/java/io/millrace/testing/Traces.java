package io.millrace.testing;

import io.millrace.tracing.Tracing;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** Keeps the spans that have ended, of one test. */
public final class Traces {

    private final InMemorySpanExporter ended = InMemorySpanExporter.create();
    private final Tracing tracing = new Tracing(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(ended))
                    .build())
            .build());

    public Tracing tracing() {
        return tracing;
    }

    /** In the order in which they ended. */
    public List<SpanData> spans() {
        return ended.getFinishedSpanItems();
    }

    public List<SpanData> named(String name) {
        return spans().stream().filter(span -> span.getName().equals(name)).toList();
    }

    /** The only one of this name. */
    public SpanData one(String name) {
        List<SpanData> all = named(name);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " spans are named " + name + ", among "
                    + spans().stream().map(SpanData::getName).toList());
        }
        return all.getFirst();
    }

    public static List<String> events(SpanData span) {
        return span.getEvents().stream().map(EventData::getName).toList();
    }

    public static boolean hasFailed(SpanData span) {
        return span.getStatus().getStatusCode() == StatusCode.ERROR;
    }
}
