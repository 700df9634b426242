package io.millrace.bench.scenario;

import io.millrace.bench.load.NdjsonFlood;
import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.proc.Usage;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Unit;
import io.millrace.bench.settled.OrderBook;
import java.time.Duration;
import java.util.List;

/** The same as {@link Ingest}, as lines of two long requests. */
public final class IngestNdjson implements Scenario {

    static final int STREAMS = 2;

    private static final double MICROS_PER_ORDER = 30;

    /** A stream is many times as fast as requests of their own, and its code is compiled by none of the other scenarios. */
    private static final int TIMES = 2;

    @Override
    public String name() {
        return "ingest-ndjson";
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException {
        OrderBook book = rig.gatherBacklog();
        NdjsonFlood flood = new NdjsonFlood(rig.gateway(), OrderRequests.of(EndToEnd.SKUS), rig.entered());
        flood.run(STREAMS, effort.flood(), effort.flooding());
        long before = book.accepted();
        Usage start = rig.usage();
        Duration took = flood.run(STREAMS, TIMES * effort.flood(), effort.flooding());
        Usage used = rig.usage().since(start);
        long orders = book.accepted() - before;
        return new Result(
                name(),
                "%,d orders as lines of %d requests, gateway and broker alone".formatted(orders, STREAMS),
                List.of(
                        Rates.perSecond("accepted", orders, took),
                        Figure.of(
                                        "CPU, gateway and broker",
                                        Costs.perOrder(used, Ingest.TAKING_IN, orders),
                                        Unit.MICROS_PER_ORDER)
                                .atMost(MICROS_PER_ORDER)),
                List.of(Costs.byPart(used, orders)));
    }
}
