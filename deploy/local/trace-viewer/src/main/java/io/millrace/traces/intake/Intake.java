package io.millrace.traces.intake;

import io.millrace.traces.kept.KeptSpan;
import io.millrace.traces.kept.Origin;
import io.millrace.traces.kept.Traces;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** Puts spans where they belong. A span that cannot be one is refused by itself, and its neighbours are kept. */
final class Intake {

    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final Traces traces;
    private long refused;

    Intake(Traces traces) {
        this.traces = traces;
    }

    ExportTraceServiceResponse take(ExportTraceServiceRequest request) {
        long refusedBefore = refused;
        for (ResourceSpans resource : request.getResourceSpansList()) {
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                Origin origin = Origin.of(resource.getResource(), scope.getScope());
                scope.getSpansList().forEach(span -> take(origin, span));
            }
        }
        return answer(refused - refusedBefore);
    }

    /** Spans whose ids are none. */
    long refused() {
        return refused;
    }

    private void take(Origin origin, Span span) {
        if (span.getTraceId().size() == TRACE_ID_BYTES && span.getSpanId().size() == SPAN_ID_BYTES) {
            traces.add(KeptSpan.hex(span.getTraceId()), KeptSpan.of(origin, span));
        } else {
            refused++;
        }
    }

    private static ExportTraceServiceResponse answer(long refused) {
        var answer = ExportTraceServiceResponse.newBuilder();
        if (refused > 0) {
            answer.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(refused)
                    .setErrorMessage(
                            "a trace id has %d bytes and a span id %d".formatted(TRACE_ID_BYTES, SPAN_ID_BYTES)));
        }
        return answer.build();
    }
}
