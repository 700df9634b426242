package io.millrace.traces.shown;

import io.millrace.traces.http.Reply;
import io.millrace.traces.kept.Traces;
import java.util.function.LongSupplier;

/** What is kept and what was not, in Prometheus's text format. */
public final class Metrics {

    private static final String LINES = """
            # TYPE trace_viewer_traces gauge
            trace_viewer_traces %d
            # TYPE trace_viewer_spans gauge
            trace_viewer_spans %d
            # TYPE trace_viewer_kept_bytes gauge
            trace_viewer_kept_bytes %d
            # TYPE trace_viewer_heap_used_bytes gauge
            trace_viewer_heap_used_bytes %d
            # TYPE trace_viewer_spans_received_total counter
            trace_viewer_spans_received_total %d
            # TYPE trace_viewer_spans_refused_total counter
            trace_viewer_spans_refused_total %d
            # TYPE trace_viewer_spans_left_out_total counter
            trace_viewer_spans_left_out_total %d
            # TYPE trace_viewer_traces_evicted_total counter
            trace_viewer_traces_evicted_total %d
            """;

    private final Traces traces;
    private final LongSupplier refused;

    /** @param refused spans that were none, so far */
    public Metrics(Traces traces, LongSupplier refused) {
        this.traces = traces;
        this.refused = refused;
    }

    public Reply show() {
        Traces.Counts counts = traces.counts();
        Runtime runtime = Runtime.getRuntime();
        return Reply.text(
                200,
                LINES.formatted(
                        counts.traces(),
                        counts.spans(),
                        counts.bytes(),
                        runtime.totalMemory() - runtime.freeMemory(),
                        counts.received(),
                        refused.getAsLong(),
                        counts.leftOut(),
                        counts.evicted()));
    }
}
