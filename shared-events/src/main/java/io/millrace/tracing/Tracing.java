package io.millrace.tracing;

import io.millrace.events.TraceContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Begins spans under the contexts that come with records and requests. Where a context is not sampled nothing is begun: those who ask get {@link
 * Span#getInvalid()}, which takes everything, does nothing, and is one object for all.
 */
public final class Tracing {

    /** Traces nothing. */
    public static final Tracing NONE = new Tracing((Tracer) null);

    /** What stands for an error that has no class: whoever asked has gone. */
    private static final String CANCELLED = "cancelled";

    private final @Nullable Tracer tracer;

    public Tracing(OpenTelemetry telemetry) {
        this(telemetry.getTracer("io.millrace"));
    }

    private Tracing(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** A span to be described and started by the caller; null when the parent is not sampled. */
    @Nullable
    SpanBuilder under(TraceContext parent, String name) {
        return parent.isSampled() ? under(spanContext(parent), name) : null;
    }

    /** A span to be described and started by the caller; null when nothing is traced. */
    @Nullable
    SpanBuilder under(SpanContext parent, String name) {
        if (tracer == null) {
            return null;
        }
        return tracer.spanBuilder(name).setParent(Context.root().with(Span.wrap(parent)));
    }

    /** The sampled context as OpenTelemetry has it. */
    static SpanContext spanContext(TraceContext context) {
        String traceparent = context.traceparent();
        return traceparent == null
                ? SpanContext.getInvalid()
                : SpanContext.createFromRemoteParent(
                        traceparent.substring(3, 35),
                        traceparent.substring(36, 52),
                        TraceFlags.getSampled(),
                        TraceState.getDefault());
    }

    /** Where what follows from a span belongs; the context as it came when nothing is told of it. */
    public static TraceContext following(Span span, TraceContext came) {
        return span.isRecording()
                ? new TraceContext(came.correlationId(), traceparent(span.getSpanContext()), came.tracestate())
                : came;
    }

    /** A span as W3C writes it. */
    static String traceparent(SpanContext span) {
        return "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                + span.getTraceFlags().asHex();
    }

    /** Marks a span as failed. Its class says enough of an error; messages may hold what is nobody's business, and stack traces are in the log. */
    public static void failed(Span span, Throwable error) {
        failed(span, error.getClass().getName());
    }

    private static void failed(Span span, String errorType) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(Semconv.ERROR_TYPE, errorType);
    }

    /** Ends a span when its work ends, however it does. */
    public static <T> Mono<T> ending(Span span, Mono<T> work) {
        if (!span.isRecording()) {
            return work;
        }
        return work.doOnError(error -> failed(span, error)).doFinally(end -> {
            if (end == SignalType.CANCEL) {
                failed(span, CANCELLED);
            }
            span.end();
        });
    }
}
