package io.millrace.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sums up floods of equal lines, but for those of single orders and those that were asked for by turning on DEBUG: the first few of a kind pass, the rest are told of in one line each {@link #WINDOW}, until a
 * window has no more than the few. Any thread may log; one asks what is due.
 */
final class Repeats {

    /** So many of a kind pass within a window. */
    static final int FEW = 5;

    static final Duration WINDOW = Duration.ofSeconds(10);

    /** Kinds told apart at a time, about 300 bytes each; beyond them all of a level are of one kind. */
    static final int MAX_KINDS = 500;

    /** One kind within the present window. Touched under its entry's lock only. */
    private static final class Count {

        private boolean flood;
        private int seen;
        private int held;

        boolean passes() {
            seen++;
            flood |= seen > FEW;
            if (flood) {
                held++;
            }
            return !flood;
        }
    }

    private final Map<RepeatedLine.Kind, Count> counts = new ConcurrentHashMap<>();
    private final LongAdder summedUp = new LongAdder();
    private @Nullable Long windowEnds;

    /** Whether this is to be written; if not, it is counted. */
    boolean passes(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.INFO)
                || event.getLoggerName().equals(OrderLog.NAME)) {
            return true;
        }
        RepeatedLine.Kind kind = RepeatedLine.Kind.of(event);
        if (counts.size() >= MAX_KINDS && !counts.containsKey(kind)) {
            kind = RepeatedLine.Kind.anyOther(event.getLevel());
        }
        boolean[] passes = new boolean[1];
        counts.compute(kind, (same, known) -> {
            Count count = known == null ? new Count() : known;
            passes[0] = count.passes();
            return count;
        });
        if (!passes[0]) {
            summedUp.increment();
        }
        return passes[0];
    }

    /**
     * A line for each kind of which some were held back; none while the window lasts.
     *
     * @param nanos as {@link System#nanoTime} tells them
     * @param last whether nobody will ask again
     */
    List<RepeatedLine> due(long nanos, boolean last) {
        if (windowEnds == null) {
            windowEnds = nanos + WINDOW.toNanos();
        }
        if (nanos - windowEnds < 0 && !last) {
            return List.of();
        }
        windowEnds = nanos + WINDOW.toNanos();
        List<RepeatedLine> due = new ArrayList<>();
        for (RepeatedLine.Kind kind : counts.keySet()) {
            counts.computeIfPresent(kind, (same, count) -> {
                if (count.held > 0) {
                    due.add(new RepeatedLine(kind, count.held));
                }
                if (count.seen == 0) {
                    return null;
                }
                count.flood = count.seen > FEW;
                count.seen = 0;
                count.held = 0;
                return count;
            });
        }
        return due;
    }

    long summedUp() {
        return summedUp.sum();
    }
}
