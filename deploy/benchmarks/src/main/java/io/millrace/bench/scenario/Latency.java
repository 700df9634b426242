package io.millrace.bench.scenario;

import io.millrace.bench.load.Answers;
import io.millrace.bench.load.EventFollowers;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.load.Reply;
import io.millrace.bench.proc.Usage;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import io.millrace.bench.settled.OrderBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Orders sent by the clock, and how long each waits: for its answer, for its settling, and one in ten for the event that says so to a client. */
public final class Latency implements Scenario {

    private static final int FOLLOWED = 10;
    private static final double MEDIAN = 50;
    private static final double ONE_IN_A_HUNDRED = 99;

    /** In milliseconds; nothing where nobody has asked for any. */
    private record Wanted(
            double settledMedian,
            double settledP99,
            @Nullable Double answerMedian,
            @Nullable Double answerP99,
            @Nullable Double microsPerOrder) {}

    private final int ordersASecond;
    private final Wanted wanted;

    private Latency(int ordersASecond, Wanted wanted) {
        this.ordersASecond = ordersASecond;
        this.wanted = wanted;
    }

    public static Latency at200() {
        return new Latency(200, new Wanted(12, 50, 3.0, 12.0, 2_500.0));
    }

    public static Latency at500() {
        return new Latency(500, new Wanted(15, 60, null, null, null));
    }

    @Override
    public String name() {
        return "latency-" + ordersASecond;
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException, IOException {
        rig.settleBacklog();
        Times answers = new Times("POST to 202");
        Times settling = new Times("placed to settled");
        OrderBook book = rig.openBook();
        Answers entered = rig.entered();
        Usage before = rig.usage();
        load(rig, effort, (reply, due) -> {
            answers.addNanos(System.nanoTime() - due);
            entered.answered(reply, due);
        });
        rig.awaitQuiet();
        Usage used = rig.usage().since(before);
        rig.balance();
        book.timesToSettle(settling::addMicros);
        Times events = followed(rig, effort);
        return result(book.accepted(), used, answers, settling, events);
    }

    /** After the rest was measured, for followers cost something too. */
    private Times followed(Rig rig, Effort effort) throws InterruptedException, IOException {
        Times events = new Times("POST to the CONFIRMED event at a client");
        rig.openBook();
        Answers entered = rig.entered();
        AtomicLong orders = new AtomicLong();
        try (EventFollowers followers = new EventFollowers(rig.gateway())) {
            load(rig, effort, (reply, due) -> {
                entered.answered(reply, due);
                if (orders.incrementAndGet() % FOLLOWED == 0) {
                    follow(followers, reply, due, events);
                }
            });
            rig.awaitQuiet();
            rig.balance();
            followers.awaitEnd();
        }
        return events;
    }

    private static void follow(EventFollowers followers, Reply reply, long due, Times events) {
        if (reply.order() == null) {
            return; // refused; the books will tell
        }
        try {
            followers.follow(reply.order(), at -> events.addNanos(at - due));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(Rig rig, Effort effort, Answers answers) throws InterruptedException {
        new OpenLoop(rig.gateway(), OrderRequests.of(EndToEnd.SKUS).posts(rig.gateway()), answers)
                .run(ordersASecond, effort.openLoop());
    }

    private Result result(long orders, Usage used, Times answers, Times settling, Times events) {
        List<Figure> figures = new ArrayList<>();
        figures.add(atMost(answers.percentile(MEDIAN), wanted.answerMedian));
        figures.add(atMost(answers.percentile(ONE_IN_A_HUNDRED), wanted.answerP99));
        figures.add(atMost(settling.percentile(MEDIAN), wanted.settledMedian));
        figures.add(atMost(settling.percentile(ONE_IN_A_HUNDRED), wanted.settledP99));
        figures.add(events.percentile(MEDIAN));
        figures.add(events.percentile(ONE_IN_A_HUNDRED));
        figures.add(atMost(Costs.perOrder(used, orders), wanted.microsPerOrder));
        return new Result(
                name(),
                "%,d orders sent by the clock, %d a second".formatted(orders, ordersASecond),
                figures,
                List.of(answers.spread(), settling.spread(), events.spread(), Costs.byPart(used, orders)));
    }

    private static Figure atMost(Figure figure, @Nullable Double target) {
        return target == null ? figure : figure.atMost(target);
    }
}
