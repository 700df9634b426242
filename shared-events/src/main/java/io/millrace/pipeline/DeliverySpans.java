package io.millrace.pipeline;

import io.millrace.tracing.Causes;
import io.millrace.tracing.Semconv;
import io.millrace.tracing.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the trace tells of deliveries on their way through a pipeline. */
final class DeliverySpans {

    private DeliverySpans() {}

    /** On whose behalf a handler works. */
    static Causes causes(Tracing tracing, List<Delivery> deliveries) {
        if (deliveries.size() == 1) {
            Delivery only = deliveries.getFirst();
            return Causes.of(tracing, only.span(), only.event().context());
        }
        List<SpanContext> sampled = null;
        for (Delivery delivery : deliveries) {
            if (delivery.span().isRecording()) {
                sampled = sampled == null ? new ArrayList<>(deliveries.size()) : sampled;
                sampled.add(delivery.span().getSpanContext());
            }
        }
        return Causes.of(tracing, sampled == null ? List.of() : sampled);
    }

    /** Told when the waiting begins, not at each look. */
    static void waiting(List<Delivery> deliveries, String dependency) {
        for (Delivery delivery : deliveries) {
            if (delivery.span().isRecording()) {
                delivery.span().addEvent("waiting", Attributes.of(Semconv.DEPENDENCY, dependency));
            }
        }
    }

    static void retry(Delivery failed, Throwable error, Duration delay) {
        Span span = failed.span();
        if (span.isRecording()) {
            span.addEvent(
                    "retry",
                    Attributes.of(
                            Semconv.ATTEMPT, (long) failed.attempts(),
                            Semconv.DELAY, delay.toMillis(),
                            Semconv.ERROR_TYPE, error.getClass().getName()));
        }
    }

    static void parked(Delivery failed, Throwable reason) {
        Span span = failed.span();
        if (span.isRecording()) {
            span.addEvent(
                    "parked",
                    Attributes.of(
                            Semconv.ATTEMPT,
                            (long) failed.attempts(),
                            Semconv.REASON,
                            reason.getClass().getName()));
            Tracing.failed(span, reason);
        }
    }
}
