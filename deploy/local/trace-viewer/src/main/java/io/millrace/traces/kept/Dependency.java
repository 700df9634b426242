package io.millrace.traces.kept;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often one service gave work to another, by a call or by a record: a span of one is the parent of a span of the other. */
public record Dependency(String parent, String child, long calls, long errors) {

    private record Pair(String parent, String child) {}

    /** Of the traces that began within this period, in microseconds. */
    public static List<Dependency> in(Traces traces, long startMicros, long endMicros) {
        var found = new HashMap<Pair, Dependency>();
        traces.newestFirst()
                .filter(trace -> trace.startMicros() >= startMicros && trace.startMicros() <= endMicros)
                .forEach(trace -> count(trace, found));
        return List.copyOf(found.values());
    }

    private static void count(Trace trace, Map<Pair, Dependency> found) {
        for (KeptSpan kept : trace.spans()) {
            Span span = kept.span();
            KeptSpan parent = trace.span(KeptSpan.hex(span.getParentSpanId()));
            if (parent != null
                    && !parent.origin().service().equals(kept.origin().service())) {
                var pair = new Pair(parent.origin().service(), kept.origin().service());
                long errors = span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR ? 1 : 0;
                found.merge(
                        pair,
                        new Dependency(pair.parent(), pair.child(), 1, errors),
                        (before, one) -> new Dependency(
                                pair.parent(), pair.child(), before.calls() + 1, before.errors() + errors));
            }
        }
    }
}
