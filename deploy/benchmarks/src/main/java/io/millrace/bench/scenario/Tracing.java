package io.millrace.bench.scenario;

import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Unit;
import java.util.List;

/**
 * What it costs to trace some orders, or all. Each client says of its order whether it is traced, so that one run of the system serves for
 * all shares; they take turns and swap their places, since what costs less than a tenth is otherwise lost in what else the machine does.
 */
public final class Tracing implements Scenario {

    public static final String NAME = "tracing";

    private static final double USUAL_SHARE = 0.1;
    private static final double MOST = 1.05;
    private static final int ROUNDS_A_FLOOD = 4;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException {
        rig.settleBacklog();
        Rounds none = new Rounds(0);
        Rounds usual = new Rounds(USUAL_SHARE);
        Rounds all = new Rounds(1);
        for (int i = 0; i < effort.tracingRounds(); i++) {
            for (Rounds next : i % 2 == 0 ? List.of(none, usual, all) : List.of(all, usual, none)) {
                next.runOne(rig, effort);
            }
        }
        return new Result(
                name(),
                "%,d orders, a third each with none, a tenth and all of them traced"
                        .formatted(none.orders + usual.orders + all.orders),
                List.of(
                        none.cost("CPU, all parts, none traced"),
                        usual.cost("CPU, all parts, a tenth traced"),
                        usual.inRelationTo(none, "a tenth traced, in relation to none")
                                .atMost(MOST),
                        all.cost("CPU, all parts, all traced"),
                        all.inRelationTo(none, "all traced, in relation to none")),
                List.of());
    }

    /** Those with the same share. The trace viewer counts with the parts. */
    private static final class Rounds {

        private final OrderRequests requests;
        private long micros;
        private long orders;

        Rounds(double share) {
            requests = OrderRequests.of(EndToEnd.SKUS).sampled(share);
        }

        void runOne(Rig rig, Effort effort) throws InterruptedException {
            Rig.Flood flood = rig.floodUntilSettled(
                    requests, EndToEnd.CUSTOMERS, effort.flood() / ROUNDS_A_FLOOD, effort.flooding());
            micros += flood.used().system();
            orders += flood.orders();
        }

        Figure cost(String name) {
            return Figure.of(name, (double) micros / orders, Unit.MICROS_PER_ORDER);
        }

        Figure inRelationTo(Rounds other, String name) {
            return Figure.of(name, (double) micros / orders / ((double) other.micros / other.orders), Unit.TIMES);
        }
    }
}
