package io.millrace.tracing.http;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/** The span of a request that came in. */
public final class RequestSpan {

    private RequestSpan() {}

    /** As W3C writes it, sampled or not; null when requests are not traced. */
    public static @Nullable String traceparent(ServerWebExchange exchange) {
        Span span = span(exchange);
        return span == null ? null : traceparent(span);
    }

    /** As {@link #traceparent}, and null as well when the request is not sampled. */
    static @Nullable String sampled(ServerWebExchange exchange) {
        Span span = span(exchange);
        return span == null || span.isNoop() ? null : traceparent(span);
    }

    private static @Nullable Span span(ServerWebExchange exchange) {
        var observation = ServerRequestObservationContext.findCurrent(exchange.getAttributes());
        TracingContext tracing =
                observation.isEmpty() ? null : observation.get().get(TracingContext.class);
        return tracing == null ? null : tracing.getSpan();
    }

    private static String traceparent(Span span) {
        io.micrometer.tracing.TraceContext context = span.context();
        String flags = Boolean.TRUE.equals(context.sampled()) ? "-01" : "-00";
        return "00-" + context.traceId() + '-' + context.spanId() + flags;
    }
}
