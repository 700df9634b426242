package io.millrace.traces.kept;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The newest traces. The one that came first goes first, and whole: half a trace shows what never was. */
public final class Traces {

    private final Limits limits;
    private final Map<String, Trace> byAge = new LinkedHashMap<>();
    private long bytes;
    private long spans;
    private long received;
    private long leftOut;
    private long evicted;

    /**
     * @param bytes what is kept takes, about
     * @param received spans that ever came
     * @param leftOut spans that were not kept, for their trace had too many
     * @param evicted traces that had to go
     */
    public record Counts(int traces, long spans, long bytes, long received, long leftOut, long evicted) {}

    public Traces(Limits limits) {
        this.limits = limits;
    }

    /** @param traceId 32 hexadecimal digits */
    public void add(String traceId, KeptSpan span) {
        received++;
        Trace trace = byAge.get(traceId);
        if (trace == null) {
            trace = new Trace(traceId);
            byAge.put(traceId, trace);
            bytes += trace.bytes();
        }
        long before = trace.bytes();
        int leftOutBefore = trace.leftOut();
        if (trace.add(span, limits)) {
            spans++;
        }
        leftOut += trace.leftOut() - leftOutBefore;
        bytes += trace.bytes() - before;
        evict();
    }

    public Optional<Trace> find(String traceId) {
        return Optional.ofNullable(byAge.get(traceId));
    }

    public Stream<Trace> newestFirst() {
        return byAge.values().stream()
                .sorted(Comparator.comparingLong(Trace::startMicros).reversed());
    }

    public Stream<KeptSpan> spans() {
        return byAge.values().stream().flatMap(trace -> trace.spans().stream());
    }

    public Counts counts() {
        return new Counts(byAge.size(), spans, bytes, received, leftOut, evicted);
    }

    private void evict() {
        Iterator<Trace> oldest = byAge.values().iterator();
        while ((byAge.size() > limits.traces() || bytes > limits.bytes()) && byAge.size() > 1) {
            Trace gone = oldest.next();
            oldest.remove();
            bytes -= gone.bytes();
            spans -= gone.spans().size();
            evicted++;
        }
    }
}
