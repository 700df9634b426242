package io.millrace.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.TraceContext;
import io.millrace.testing.Events;
import io.millrace.testing.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class StatementTest {

    private static final Statement STATEMENT = Statement.of("INSERT", "orders");

    private final Traces traces = new Traces();
    private final SpanContext first = sampled("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b1-01");
    private final SpanContext second = sampled("00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b2-01");

    @Test
    void tellsOfABatchOnceUnderItsFirstCauseWithLinksToTheOthers() {
        Causes causes = Causes.of(traces.tracing(), List.of(first, second));

        STATEMENT.traced(2, Mono.just("rows")).contextWrite(causes::into).block();

        SpanData span = traces.one("INSERT orders");
        assertThat(span.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(span.getLinks()).extracting(LinkData::getSpanContext).containsExactly(second);
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("db.system.name"), "postgresql")
                .containsEntry(AttributeKey.stringKey("db.operation.name"), "INSERT")
                .containsEntry(AttributeKey.stringKey("db.query.summary"), "INSERT orders")
                .containsEntry(AttributeKey.longKey("db.operation.batch.size"), 2L);
    }

    @Test
    void gathersTheCausesOfAllWhoseQuestionsAreAskedAsOne() {
        Causes all = Causes.ofAll(List.of(
                Causes.of(traces.tracing(), List.of()),
                Causes.of(traces.tracing(), List.of(first)),
                Causes.of(traces.tracing(), List.of(second))));

        STATEMENT.traced(1, Mono.just("rows")).contextWrite(all::into).block();

        assertThat(traces.one("INSERT orders").getParentSpanId()).isEqualTo(first.getSpanId());
    }

    @Test
    void saysWhatFailed() {
        Causes causes = Causes.of(traces.tracing(), List.of(first));

        STATEMENT
                .traced(1, Mono.error(new IllegalStateException("with a customer's name in it")))
                .contextWrite(causes::into)
                .onErrorComplete()
                .block();

        SpanData span = traces.one("INSERT orders");
        assertThat(Traces.hasFailed(span)).isTrue();
        assertThat(span.toString()).contains("IllegalStateException").doesNotContain("customer");
    }

    @Test
    void endsWhenWhoeverAskedGoes() {
        Causes causes = Causes.of(traces.tracing(), List.of(first));

        STATEMENT
                .traced(1, Mono.never())
                .contextWrite(causes::into)
                .timeout(Duration.ofMillis(10), Mono.empty())
                .block();

        assertThat(Traces.hasFailed(traces.one("INSERT orders"))).isTrue();
    }

    @Test
    void makesNothingWhereNobodyIsTraced() {
        STATEMENT.traced(1, Mono.just("rows")).block();
        STATEMENT
                .traced(1, Mono.just("rows"))
                .contextWrite(Causes.of(traces.tracing(), Span.getInvalid(), Events.TRACED)::into)
                .block();

        assertThat(traces.spans()).isEmpty();
    }

    private static SpanContext sampled(String traceparent) {
        return Tracing.spanContext(new TraceContext("corr-1", traceparent, null));
    }
}
