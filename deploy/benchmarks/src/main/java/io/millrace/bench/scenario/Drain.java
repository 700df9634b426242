package io.millrace.bench.scenario;

import io.millrace.bench.load.NdjsonFlood;
import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.proc.Memory;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Unit;
import io.millrace.bench.settled.OrderBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A backlog that gathered while the flows were stopped: from the first that is settled after their start to the last. */
public final class Drain implements Scenario {

    private static final String MANY_ARTICLES = "drain";
    private static final String DRAINED = "settled";
    private static final double SETTLED_PER_SECOND = 5_000;
    private static final double SHARE_WITH_ONE_ARTICLE = 0.8;

    /** A gateway that takes in less than the backlog in this time is measured with what it took. */
    private static final Duration GATHERING = Duration.ofSeconds(60);

    private final String name;
    private final int skus;

    private Drain(String name, int skus) {
        this.name = name;
        this.skus = skus;
    }

    public static Drain ofManyArticles() {
        return new Drain(MANY_ARTICLES, EndToEnd.SKUS);
    }

    /** All want the same row of stock. */
    public static Drain ofOneArticle() {
        return new Drain("hot-key", 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException {
        if (skus == 1) {
            rig.settleBacklog(); // it may be of other articles
        }
        OrderBook book = rig.gatherBacklog();
        new NdjsonFlood(rig.gateway(), OrderRequests.of(skus), rig.entered())
                .run(IngestNdjson.STREAMS, effort.backlog() - book.accepted(), GATHERING);
        rig.flows().start();
        rig.awaitQuiet();
        rig.balance();
        Map<String, Memory> memory = rig.memory();
        long orders = book.accepted();
        Figure drained = Rates.perSecond(DRAINED, orders, Duration.ofMillis(book.lastSettled() - book.firstSettled()));
        List<Figure> figures = new ArrayList<>();
        OptionalDouble ofMany = earlier.value(MANY_ARTICLES, DRAINED);
        if (skus > 1) {
            figures.add(drained.atLeast(SETTLED_PER_SECOND));
        } else {
            figures.add(drained);
            ofMany.ifPresent(many ->
                    figures.add(Figure.of("share of the drain of many articles", drained.value() / many, Unit.TIMES)
                            .atLeast(SHARE_WITH_ONE_ARTICLE)));
        }
        figures.add(Costs.largestPeak(memory));
        return new Result(
                name,
                "%,d orders of %s in Kafka, flows just started, from the first settled to the last"
                        .formatted(orders, skus == 1 ? "one article" : skus + " articles"),
                figures,
                List.of(Costs.peaks(memory)));
    }
}
