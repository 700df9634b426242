package io.millrace.bench.scenario;

import io.millrace.acceptance.client.PaymentProvider.Outage;
import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.proc.Memory;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The flood of {@link EndToEnd} while the payment provider takes its time. What waits must not pile up in memory. */
public final class SlowProvider implements Scenario {

    private static final double SHARE_OF_END_TO_END = 0.8;
    private static final double MEGABYTE = 1024 * 1024;

    private final Duration latency;
    private final boolean judged;

    private SlowProvider(Duration latency, boolean judged) {
        this.latency = latency;
        this.judged = judged;
    }

    public static SlowProvider somewhat() {
        return new SlowProvider(Duration.ofMillis(200), true);
    }

    public static SlowProvider very() {
        return new SlowProvider(Duration.ofSeconds(2), false);
    }

    @Override
    public String name() {
        return "slow-provider-" + latency.toMillis();
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException {
        rig.settleBacklog();
        Map<String, Memory> before = rig.memory();
        try (Outage slowness = rig.millrace().provider().isSlow(latency)) {
            Rig.Flood flood = rig.floodUntilSettled(
                    OrderRequests.of(EndToEnd.SKUS), EndToEnd.CUSTOMERS, effort.slowFlood(), effort.flooding());
            return result(rig, earlier, flood, before);
        }
    }

    private Result result(Rig rig, Earlier earlier, Rig.Flood flood, Map<String, Memory> before) {
        Times settling = new Times("placed to settled");
        flood.book().timesToSettle(settling::addMicros);
        Figure settled = Rates.perSecond(EndToEnd.SETTLED, flood.orders(), flood.settling());
        List<Figure> figures = new ArrayList<>();
        figures.add(settled);
        OptionalDouble atBest = earlier.value(EndToEnd.NAME, EndToEnd.SETTLED);
        if (judged && atBest.isPresent()) {
            figures.add(Figure.of("share of end-to-end", settled.value() / atBest.getAsDouble(), Unit.TIMES)
                    .atLeast(SHARE_OF_END_TO_END));
        }
        figures.add(settling.percentile(99));
        figures.add(Figure.of("peak of the largest service risen by", risen(before, rig.memory()), Unit.MEGABYTES));
        return new Result(
                name(),
                "%,d orders on %d connections, each call of the provider takes %,d ms"
                        .formatted(flood.orders(), EndToEnd.CUSTOMERS, latency.toMillis()),
                figures,
                List.of(settling.spread(), Costs.peaks(rig.memory())));
    }

    private static double risen(Map<String, Memory> before, Map<String, Memory> after) {
        return after.entrySet().stream()
                        .mapToLong(service -> service.getValue().peak()
                                - before.getOrDefault(service.getKey(), service.getValue())
                                        .peak())
                        .max()
                        .orElse(0)
                / MEGABYTE;
    }
}
