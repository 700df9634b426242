package io.millrace.traces.kept;

import static io.millrace.traces.Spans.attribute;
import static io.millrace.traces.Spans.kept;
import static io.millrace.traces.Spans.span;
import static io.millrace.traces.Spans.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.traces.kept.Search.Condition;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchTest {

    private final Traces traces = new Traces(new Limits(100, 100, 1 << 20));

    SearchTest() {
        add(
                "gateway",
                span(1, 1, "POST /orders", 1_000)
                        .addAttributes(attribute("http.response.status_code", 202))
                        .setKind(Span.SpanKind.SPAN_KIND_SERVER));
        add(
                "payment-flow",
                span(1, 2, "authorize", 1_001)
                        .setEndTimeUnixNano(1_501_000_000)
                        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                        .addAttributes(attribute("peer.service", "provider"))
                        .addEvents(Span.Event.newBuilder()
                                .setName("retry")
                                .addAttributes(attribute("reason", "timeout"))));
        add(
                "gateway",
                span(2, 3, "GET /orders/{id}", 2_000)
                        .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR)));
    }

    @Test
    void findsTheNewestFirstAndNoMoreThanAskedFor() {
        assertThat(found("gateway", null, List.of())).containsExactly(traceId(2), traceId(1));
        assertThat(new Search("gateway", null, null, List.of(), 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, 1)
                        .in(traces)
                        .map(Trace::id))
                .containsExactly(traceId(2));
    }

    @Test
    void findsByServiceAndOperationOfTheSameSpan() {
        assertThat(found("gateway", "POST /orders", List.of())).containsExactly(traceId(1));
        assertThat(found("payment-flow", "POST /orders", List.of())).isEmpty();
        assertThat(found("nobody", null, List.of())).isEmpty();
    }

    @Test
    void findsByWhatIsSaidOfSpansProcessesAndEvents() {
        assertThat(found("gateway", null, is("http.response.status_code", "202")))
                .containsExactly(traceId(1));
        assertThat(found("gateway", null, is("span.kind", "server"))).containsExactly(traceId(1));
        assertThat(found("gateway", null, is("error", "true"))).containsExactly(traceId(2));
        assertThat(found("gateway", null, is("host.name", "here"))).hasSize(2);
        assertThat(found("payment-flow", null, is("reason", "timeout"))).containsExactly(traceId(1));
        assertThat(found("payment-flow", null, is("retry", null))).containsExactly(traceId(1));
        assertThat(found("payment-flow", null, is("reason", "weather"))).isEmpty();
    }

    @Test
    void findsByTheOtherEnd() {
        assertThat(new Search(null, null, "provider", List.of(), 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, 9)
                        .in(traces)
                        .map(Trace::id))
                .containsExactly(traceId(1));
    }

    @Test
    void findsByBeginningAndDurationBothEndsIncluded() {
        assertThat(within(1_000_000, 1_000_000, 0, Long.MAX_VALUE)).containsExactly(traceId(1));
        assertThat(within(1_001_001, 1_999_999, 0, Long.MAX_VALUE)).isEmpty();
        assertThat(within(0, Long.MAX_VALUE, 500_000, Long.MAX_VALUE)).containsExactly(traceId(1));
        assertThat(within(0, Long.MAX_VALUE, 500_001, Long.MAX_VALUE)).isEmpty();
        assertThat(within(1_500_000, Long.MAX_VALUE, 0, 1_000)).containsExactly(traceId(2));
    }

    private List<String> within(long start, long end, long shortest, long longest) {
        return new Search(null, null, null, List.of(), start, end, shortest, longest, 9)
                .in(traces)
                .map(Trace::id)
                .toList();
    }

    private List<String> found(String service, @Nullable String operation, List<Condition> conditions) {
        return new Search(service, operation, null, conditions, 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, 9)
                .in(traces)
                .map(Trace::id)
                .toList();
    }

    private static List<Condition> is(String key, @Nullable String value) {
        return List.of(new Condition(key, value));
    }

    private void add(String service, Span.Builder span) {
        traces.add(KeptSpan.hex(span.getTraceId()), kept(service, span));
    }
}
