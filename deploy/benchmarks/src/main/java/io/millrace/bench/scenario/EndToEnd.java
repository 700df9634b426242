package io.millrace.bench.scenario;

import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.proc.Memory;
import io.millrace.bench.report.Result;
import java.util.List;
import java.util.Map;

/** A flood of orders, from the first request to the last settled order. */
public final class EndToEnd implements Scenario {

    static final String NAME = "end-to-end";
    static final String SETTLED = "settled";
    static final int CUSTOMERS = 64;
    static final int SKUS = 100;

    private static final double SETTLED_PER_SECOND = 3_500;
    private static final double MICROS_PER_ORDER = 550;
    private static final double MEGABYTES = 250;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException {
        rig.settleBacklog();
        Rig.Flood flood = rig.floodUntilSettled(OrderRequests.of(SKUS), CUSTOMERS, effort.flood(), effort.flooding());
        Map<String, Memory> memory = rig.memory();
        long orders = flood.orders();
        return new Result(
                name(),
                "%,d orders on %d connections, until the last is settled".formatted(orders, CUSTOMERS),
                List.of(
                        Rates.perSecond(SETTLED, orders, flood.settling()).atLeast(SETTLED_PER_SECOND),
                        Rates.perSecond("accepted meanwhile", orders, flood.accepting()),
                        Costs.perOrder(flood.used(), orders).atMost(MICROS_PER_ORDER),
                        Costs.largestPeak(memory).atMost(MEGABYTES)),
                List.of(Costs.byPart(flood.used(), orders), Costs.peaks(memory)));
    }
}
