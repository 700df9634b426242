package io.millrace.traces.kept;

import static io.millrace.traces.Spans.attribute;
import static io.millrace.traces.Spans.kept;
import static io.millrace.traces.Spans.span;
import static io.millrace.traces.Spans.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TracesTest {

    private static final Limits ROOMY = new Limits(1_000, 1_000, 1 << 20);

    @Test
    void keepsTheSpansOfATraceTogetherWhoeverSendsThem() {
        var traces = new Traces(ROOMY);
        add(traces, "gateway", 1, 1);
        add(traces, "order-flow", 2, 2);
        add(traces, "order-flow", 1, 3);

        assertThat(traces.find(traceId(1)).orElseThrow().spans())
                .extracting(span -> span.origin().service())
                .containsExactly("gateway", "order-flow");
    }

    @Test
    void keepsOnceWhatIsSentTwice() {
        var traces = new Traces(ROOMY);
        add(traces, "gateway", 1, 1);
        Traces.Counts once = traces.counts();
        add(traces, "gateway", 1, 1);

        assertThat(traces.counts().bytes()).isEqualTo(once.bytes());
        assertThat(traces.counts().spans()).isEqualTo(1);
    }

    @Test
    void letsTheOldestTraceGoAndGoWhole() {
        var traces = new Traces(new Limits(2, 1_000, 1 << 20));
        add(traces, "gateway", 1, 1);
        add(traces, "gateway", 2, 2);
        add(traces, "order-flow", 1, 3);
        add(traces, "gateway", 3, 4);

        assertThat(traces.find(traceId(1))).isEmpty();
        assertThat(traces.newestFirst()).extracting(Trace::id).containsExactly(traceId(3), traceId(2));
        assertThat(traces.counts())
                .extracting(Traces.Counts::traces, Traces.Counts::spans, Traces.Counts::evicted)
                .containsExactly(2, 2L, 1L);
    }

    @Test
    void leavesOutWhatOneTraceHasTooMuchAndSaysHowMuch() {
        var traces = new Traces(new Limits(10, 3, 1 << 20));
        for (int span = 1; span <= 5; span++) {
            add(traces, "gateway", 1, span);
        }

        Trace trace = traces.find(traceId(1)).orElseThrow();
        assertThat(trace.spans()).hasSize(3);
        assertThat(trace.leftOut()).isEqualTo(2);
        assertThat(traces.counts().leftOut()).isEqualTo(2);
    }

    @Test
    void givesNoTraceMoreThanItsShareOfTheMemory() {
        var traces = new Traces(new Limits(10, 1_000_000, 80_000));
        for (int span = 1; span <= 1_000; span++) {
            add(traces, "gateway", 1, span);
        }

        assertThat(traces.counts().bytes()).isLessThanOrEqualTo(10_000);
        assertThat(traces.counts().leftOut()).isPositive();
    }

    @Test
    void staysWithinItsLimitsInAFlood() {
        var traces = new Traces(new Limits(1_000_000, 1_000, 1 << 20));
        for (int span = 1; span <= 200_000; span++) {
            add(traces, "gateway", span / 10, span);
            if (span % 1_000 == 0) {
                assertThat(traces.counts().bytes()).isLessThanOrEqualTo(1 << 20);
            }
        }

        assertThat(traces.counts().received()).isEqualTo(200_000);
        assertThat(traces.counts().spans()).isEqualTo(traces.spans().count()).isBetween(1_000L, 5_000L);
        assertThat(traces.find(traceId(200_000 / 10))).isPresent();
    }

    @Test
    void knowsWhoGaveWorkToWhom() {
        var traces = new Traces(ROOMY);
        var parent = span(1, 1, "send orders.created", 0);
        traces.add(traceId(1), kept("gateway", parent));
        for (int child = 2; child <= 3; child++) {
            traces.add(
                    traceId(1), kept("order-flow", span(1, child, "process", 1).setParentSpanId(parent.getSpanId())));
        }

        assertThat(Dependency.in(traces, 0, Long.MAX_VALUE))
                .containsExactly(new Dependency("gateway", "order-flow", 2, 0));
    }

    private static void add(Traces traces, String service, long trace, long span) {
        traces.add(
                traceId(trace),
                kept(service, span(trace, span, "work", span).addAttributes(attribute("size", "x".repeat(50)))));
    }
}
