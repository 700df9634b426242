package io.millrace.bench.scenario;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result.Detail;
import io.millrace.bench.report.Unit;
import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long things took, to 1 in 1,000. For several threads. */
final class Times {

    private static final double MICROS_A_MILLI = 1_000;
    private static final long NANOS_A_MICRO = 1_000;

    private final String name;
    private final Histogram micros = new ConcurrentHistogram(3);

    /** @param name from what to what: {@code POST to 202} */
    Times(String name) {
        this.name = name;
        micros.setAutoResize(true);
    }

    void addMicros(long time) {
        micros.recordValue(Math.max(0, time));
    }

    void addNanos(long time) {
        addMicros(time / NANOS_A_MICRO);
    }

    Figure percentile(double percentile) {
        return Figure.of("%s, p%.0f".formatted(name, percentile), millis(percentile), Unit.MILLIS);
    }

    /** More of the same, and the longest. */
    Detail spread() {
        return new Detail(
                "%s, ms, of %,d".formatted(name, micros.getTotalCount()),
                Unit.MILLIS,
                List.of(
                        Figure.of("p50", millis(50), Unit.MILLIS),
                        Figure.of("p90", millis(90), Unit.MILLIS),
                        Figure.of("p99", millis(99), Unit.MILLIS),
                        Figure.of("p99.9", millis(99.9), Unit.MILLIS),
                        Figure.of("longest", micros.getMaxValue() / MICROS_A_MILLI, Unit.MILLIS)));
    }

    private double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_A_MILLI;
    }
}
