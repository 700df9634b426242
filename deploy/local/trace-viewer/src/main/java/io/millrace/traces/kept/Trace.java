package io.millrace.traces.kept;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spans of one trace, in the order in which they came. */
public final class Trace {

    static final int OVERHEAD_BYTES = 512;

    private final String id;
    private final Map<String, KeptSpan> spans = new LinkedHashMap<>();
    private final Map<Origin, Origin> origins = new HashMap<>();
    private long bytes = OVERHEAD_BYTES;
    private long startMicros = Long.MAX_VALUE;
    private int leftOut;

    Trace(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    public Collection<KeptSpan> spans() {
        return Collections.unmodifiableCollection(spans.values());
    }

    public @Nullable KeptSpan span(String spanId) {
        return spans.get(spanId);
    }

    /** When the first of its spans began. */
    public long startMicros() {
        return startMicros;
    }

    /** Spans that did not fit, for it has too many. */
    public int leftOut() {
        return leftOut;
    }

    long bytes() {
        return bytes;
    }

    /** Whether it was new: exporters send again what they did not hear of, so a span may come twice, and is kept once. */
    boolean add(KeptSpan span, Limits limits) {
        if (spans.containsKey(span.id())) {
            return false;
        }
        if (spans.size() >= limits.spansPerTrace() || bytes + span.bytes() > limits.bytesPerTrace()) {
            leftOut++;
            return false;
        }
        Origin known = origins.putIfAbsent(span.origin(), span.origin());
        if (known == null) {
            bytes += span.origin().bytes() + KeptSpan.OVERHEAD_BYTES;
        }
        spans.put(span.id(), known == null ? span : span.from(known));
        bytes += span.bytes();
        startMicros = Math.min(startMicros, span.startMicros());
        return true;
    }
}
