package io.millrace.bench.scenario;

import io.millrace.acceptance.running.Parts;
import io.millrace.bench.load.Answers;
import io.millrace.bench.load.ClosedLoop;
import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.proc.ProcessorTime;
import io.millrace.bench.proc.Usage;
import io.millrace.bench.reference.ReferenceProcess;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Unit;
import io.millrace.bench.settled.OrderBook;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A flood of orders that nobody carries onwards: gateway and broker alone, beside an endpoint that does nothing with an order but read it. */
public final class Ingest implements Scenario {

    static final List<String> TAKING_IN = List.of(Parts.GATEWAY, Parts.KAFKA);

    private static final double TIMES_THE_BARE_ENDPOINT = 1.4;
    private static final Answers NO_MATTER = (reply, due) -> {
        if (!reply.isAccepted()) {
            throw new IllegalStateException("the bare endpoint answered " + reply.status());
        }
    };

    /** What a bare endpoint costs an order, and how many it takes. */
    private record Bare(double micros, Figure rate) {}

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException, IOException {
        OrderBook book = rig.gatherBacklog();
        Bare bare = bare(rig, effort);
        long before = book.accepted();
        Usage start = rig.usage();
        Duration took =
                rig.flood(OrderRequests.of(EndToEnd.SKUS), EndToEnd.CUSTOMERS, effort.flood(), effort.flooding());
        Usage used = rig.usage().since(start);
        long orders = book.accepted() - before;
        double micros = Costs.perOrder(used, TAKING_IN, orders);
        return new Result(
                name(),
                "%,d orders on %d connections, gateway and broker alone".formatted(orders, EndToEnd.CUSTOMERS),
                List.of(
                        Rates.perSecond("accepted", orders, took),
                        Figure.of("CPU, gateway and broker", micros, Unit.MICROS_PER_ORDER),
                        bare.rate,
                        Figure.of("CPU, bare WebFlux endpoint", bare.micros, Unit.MICROS_PER_ORDER),
                        Figure.of("times the bare endpoint", micros / bare.micros, Unit.TIMES)
                                .atMost(TIMES_THE_BARE_ENDPOINT)),
                List.of(Costs.byPart(used, orders)));
    }

    /** Warmed up as the gateway was. */
    private static Bare bare(Rig rig, Effort effort) throws IOException {
        ProcessorTime time = new ProcessorTime();
        try (ReferenceProcess endpoint = ReferenceProcess.bareEndpoint(
                rig.millrace().parts().part(Parts.GATEWAY).pid())) {
            ClosedLoop loop = new ClosedLoop(endpoint.address(), OrderRequests.of(EndToEnd.SKUS), NO_MATTER);
            loop.run(EndToEnd.CUSTOMERS, effort.warmUp(), effort.warmingUp());
            long start = time.of(endpoint.pid());
            Duration took = loop.run(EndToEnd.CUSTOMERS, effort.flood(), effort.flooding());
            double micros = (time.of(endpoint.pid()) - start) / (double) loop.sent();
            return new Bare(micros, Rates.perSecond("accepted by a bare WebFlux endpoint", loop.sent(), took));
        }
    }
}
