package io.millrace.bench.scenario;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Unit;
import java.time.Duration;

/** How many in what time. */
final class Rates {

    private static final double NANOS_A_SECOND = 1e9;

    private Rates() {}

    static Figure perSecond(String name, long count, Duration time) {
        return Figure.of(name, count * NANOS_A_SECOND / time.toNanos(), Unit.PER_SECOND);
    }
}
