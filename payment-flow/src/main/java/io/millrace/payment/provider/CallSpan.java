package io.millrace.payment.provider;

import io.millrace.events.TraceContext;
import io.millrace.tracing.Causes;
import io.millrace.tracing.Semconv;
import io.millrace.tracing.Tracing;
import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientConfig;

/** What the order's trace tells of one call, after OpenTelemetry's conventions for HTTP; the provider is told of the trace in turn. */
final class CallSpan {

    private final Span span;
    private final @Nullable TraceContext sentAlong;

    private CallSpan(Span span, @Nullable TraceContext sentAlong) {
        this.span = span;
        this.sentAlong = sentAlong;
    }

    static CallSpan of(Causes causes, String path, HttpClientConfig http) {
        Span span = causes.areTraced()
                ? causes.start(SpanKind.CLIENT, "POST " + path, attributes(path, http.baseUrl()))
                : Span.getInvalid();
        return new CallSpan(span, causes.following(span));
    }

    private static Attributes attributes(String path, @Nullable String provider) {
        AttributesBuilder attributes = Attributes.builder()
                .put(Semconv.PEER_SERVICE, "payment-provider")
                .put(Semconv.HTTP_METHOD, "POST")
                .put(Semconv.URL_TEMPLATE, path);
        if (provider != null) {
            URI base = URI.create(provider);
            attributes
                    .put(Semconv.URL_FULL, provider + path)
                    .put(Semconv.SERVER_ADDRESS, base.getHost())
                    .put(Semconv.SERVER_PORT, (long) base.getPort());
        }
        return attributes.build();
    }

    void sendAlong(HttpHeaders headers) {
        if (sentAlong == null || sentAlong.traceparent() == null) {
            return;
        }
        headers.set("traceparent", sentAlong.traceparent());
        if (sentAlong.tracestate() != null) {
            headers.set("tracestate", sentAlong.tracestate());
        }
    }

    void answered(int status) {
        span.setAttribute(Semconv.HTTP_STATUS, (long) status);
    }

    <T> Mono<T> ending(Mono<T> call) {
        return Tracing.ending(span, call);
    }
}
