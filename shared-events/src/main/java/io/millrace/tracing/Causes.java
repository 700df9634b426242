package io.millrace.tracing;

import io.millrace.events.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * On whose behalf something is done: the spans of the records in a batch, or of a request. Travels in the Reactor context, put there explicitly by
 * whoever hands the work on. What is done for several is told once, under the first of them, with links to the others.
 */
public final class Causes {

    private static final Causes NONE = new Causes(Tracing.NONE, List.of(), null);

    private final Tracing tracing;
    private final List<SpanContext> spans;
    private final @Nullable TraceContext single;

    private Causes(Tracing tracing, List<SpanContext> spans, @Nullable TraceContext single) {
        this.tracing = tracing;
        this.spans = spans;
        this.single = single;
    }

    /** One cause, which may not be sampled: what it asks of others is then asked in its context all the same. */
    public static Causes of(Tracing tracing, Span span, TraceContext context) {
        return new Causes(tracing, span.isRecording() ? List.of(span.getSpanContext()) : List.of(), context);
    }

    /** A sampled request. */
    public static Causes of(Tracing tracing, TraceContext request) {
        return new Causes(tracing, List.of(Tracing.spanContext(request)), request);
    }

    /** Those of many that are sampled. */
    public static Causes of(Tracing tracing, List<SpanContext> sampled) {
        return sampled.isEmpty() ? NONE : new Causes(tracing, List.copyOf(sampled), null);
    }

    /** The causes of several pieces of work that are done as one. */
    public static Causes ofAll(List<Causes> each) {
        if (each.size() == 1) {
            return each.getFirst();
        }
        List<SpanContext> all = null;
        Tracing tracing = Tracing.NONE;
        for (Causes causes : each) {
            if (!causes.spans.isEmpty()) {
                all = all == null ? new ArrayList<>() : all;
                all.addAll(causes.spans);
                tracing = causes.tracing;
            }
        }
        return all == null ? NONE : new Causes(tracing, all, null);
    }

    /** Those of whoever subscribes; none at all when nobody put any there. */
    public static Causes in(ContextView context) {
        Causes causes = context.getOrDefault(Causes.class, NONE);
        return causes == null ? NONE : causes;
    }

    /** The context of whoever does the work. */
    public Context into(Context context) {
        return this == NONE ? context : context.put(Causes.class, this);
    }

    /** Whether anything is told of what is done. */
    public boolean areTraced() {
        return !spans.isEmpty();
    }

    /** Begins the span of work done for all of them; the caller's to end. */
    public Span start(SpanKind kind, String name, Attributes attributes) {
        SpanBuilder span = spans.isEmpty() ? null : tracing.under(spans.getFirst(), name);
        if (span == null) {
            return Span.getInvalid();
        }
        for (int i = 1; i < spans.size(); i++) {
            span.addLink(spans.get(i));
        }
        return span.setSpanKind(kind).setAllAttributes(attributes).startSpan();
    }

    /** What goes along with a request to somebody else that a span is about; null when there is nothing to say. */
    public @Nullable TraceContext following(Span request) {
        if (request.isRecording()) {
            String traceparent = Tracing.traceparent(request.getSpanContext());
            return new TraceContext(
                    single == null ? "" : single.correlationId(),
                    traceparent,
                    single == null ? null : single.tracestate());
        }
        return single;
    }

    /**
     * Tells of something that was decided for one of them, and takes no time: a span of its own.
     *
     * @param place of the one it is about
     * @return the place behind it, for what follows from it
     */
    public TraceContext tell(
            TraceContext place, String name, AttributeKey<String> what, String value, @Nullable String reason) {
        SpanBuilder builder = spans.isEmpty() ? null : tracing.under(place, name);
        if (builder == null) {
            return place;
        }
        builder.setAttribute(what, value);
        if (reason != null) {
            builder.setAttribute(Semconv.REASON, reason);
        }
        Span span = builder.startSpan();
        TraceContext behind = Tracing.following(span, place);
        span.end();
        return behind;
    }

    void linkTo(SpanBuilder span) {
        spans.forEach(span::addLink);
    }
}
