package io.millrace.bench.scenario;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Unit;
import java.util.List;

/** {@code deploy/down} and {@code deploy/up}: how long until everything is healthy again, broker and database included. */
public final class Restart implements Scenario {

    private static final double SECONDS = 12;
    private static final double MILLIS_A_SECOND = 1_000;

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException {
        rig.settleBacklog();
        double seconds = rig.restart().toMillis() / MILLIS_A_SECOND;
        return new Result(
                name(),
                "all parts stopped and started again, by deploy/up",
                List.of(Figure.of("until all is healthy", seconds, Unit.SECONDS).atMost(SECONDS)),
                List.of());
    }
}
