package io.millrace.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.TraceContext;
import io.millrace.testing.Events;
import io.millrace.testing.Traces;
import io.millrace.tracing.Causes;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

class CallSpanTest {

    private final Traces traces = new Traces();
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final HttpClient provider = HttpClient.create().baseUrl("http://provider.test:8090");

    @Test
    void tellsTheProviderOfItsOwnSpanInTheOrdersTrace() {
        call(Causes.of(traces.tracing(), Events.TRACED), 201);

        SpanData span = traces.one("POST /authorizations");
        assertThat(span.getTraceId()).isEqualTo(Events.TRACED.traceId());
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(headers.get("traceparent")).contains(span.getSpanId());
        assertThat(headers.get("tracestate")).isEqualTo(Events.TRACED.tracestate());
        assertThat(span.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("url.full"), "http://provider.test:8090/authorizations")
                .containsEntry(AttributeKey.stringKey("server.address"), "provider.test")
                .containsEntry(AttributeKey.longKey("server.port"), 8090L)
                .containsEntry(AttributeKey.stringKey("peer.service"), "payment-provider")
                .containsEntry(AttributeKey.longKey("http.response.status_code"), 201L);
    }

    @Test
    void passesATraceOnThatIsNotSampledAndMakesNoSpan() {
        var unsampled = new TraceContext("corr-1", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", null);

        call(Causes.of(traces.tracing(), Span.getInvalid(), unsampled), 201);

        assertThat(headers.get("traceparent")).isEqualTo(unsampled.traceparent());
        assertThat(traces.spans()).isEmpty();
    }

    private void call(Causes causes, int status) {
        CallSpan span = CallSpan.of(causes, "/authorizations", provider.configuration());
        span.sendAlong(headers);
        span.answered(status);
        span.ending(Mono.just("approved")).block();
    }
}
