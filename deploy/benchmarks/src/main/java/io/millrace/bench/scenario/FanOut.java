package io.millrace.bench.scenario;

import io.millrace.acceptance.running.Part;
import io.millrace.acceptance.running.Parts;
import io.millrace.bench.load.Answers;
import io.millrace.bench.load.EventFollowers;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.load.Reply;
import io.millrace.bench.proc.LiveHeap;
import io.millrace.bench.proc.Memory;
import io.millrace.bench.proc.OpenFiles;
import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Unit;
import io.millrace.bench.settled.OrderBook;
import io.millrace.bench.settled.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Many clients, each watching an order of their own. Payments are stopped, so that all wait; then the orders are cancelled, and each
 * client is told. Orders and cancellations come by the clock.
 */
public final class FanOut implements Scenario {

    private static final int A_SECOND = 500;
    private static final double P99_MILLIS = 100;
    private static final double KILOBYTES = 12;
    private static final double KILOBYTE = 1024;
    private static final long MICROS_A_MILLI = 1_000;
    private static final String PAYMENTS = "payment-flow";

    /** Sockets and files that gateway and load generator need for other things. */
    private static final int OTHER_FILES = 700;

    private static final Duration FOLLOWING = Duration.ofSeconds(20);

    /** What a gateway has in memory: what it refers to, and what the kernel has given it. */
    private record Held(long heap, long resident) {

        static Held by(long pid) {
            return new Held(LiveHeap.of(pid), Memory.of(pid).resident());
        }
    }

    @Override
    public String name() {
        return "fan-out";
    }

    @Override
    public Result run(Rig rig, Effort effort, Earlier earlier) throws InterruptedException, IOException {
        rig.settleBacklog();
        Part gateway = rig.millrace().parts().part(Parts.GATEWAY);
        long subscribers = Math.min(effort.subscribers(), possible(gateway.pid()));
        rig.flows().stop(PAYMENTS);
        OrderBook book = rig.openBook();
        Map<UUID, Long> told = new ConcurrentHashMap<>();
        Held before = Held.by(gateway.pid());
        try (EventFollowers followers = new EventFollowers(rig.gateway())) {
            Queue<UUID> placed = subscribe(rig, followers, subscribers, told);
            Held after = Held.by(gateway.pid());
            cancel(rig, placed);
            rig.awaitSettled();
            followers.awaitEnd();
            rig.flows().start();
            rig.awaitQuiet();
            rig.balance();
            return result(book, told, before, after);
        }
    }

    private static long possible(long gateway) {
        long here = OpenFiles.limitOf(ProcessHandle.current().pid());
        return Math.min(here, OpenFiles.limitOf(gateway)) - OTHER_FILES;
    }

    /** Returns when each has its order and waits. */
    private static Queue<UUID> subscribe(Rig rig, EventFollowers followers, long subscribers, Map<UUID, Long> told)
            throws InterruptedException {
        Queue<UUID> placed = new ConcurrentLinkedQueue<>();
        Answers entered = rig.entered();
        byCount(rig.gateway(), subscribers, OrderRequests.of(EndToEnd.SKUS).posts(rig.gateway()), (reply, due) -> {
            entered.answered(reply, due);
            UUID order = reply.order();
            if (order != null) {
                placed.add(order);
                follow(followers, order, told);
            }
        });
        long deadline = System.nanoTime() + FOLLOWING.toNanos();
        while (followers.greeted() < subscribers) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only %,d of %,d subscribers were told how their order stands"
                        .formatted(followers.greeted(), subscribers));
            }
            Thread.sleep(Duration.ofMillis(20));
        }
        return placed;
    }

    private static void follow(EventFollowers followers, UUID order, Map<UUID, Long> told) {
        try {
            followers.follow(order, at -> told.put(order, WallClock.micros(at)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cancel(Rig rig, Queue<UUID> placed) throws InterruptedException {
        InetSocketAddress gateway = rig.gateway();
        byCount(gateway, placed.size(), () -> cancellation(gateway, placed.remove()), FanOut::mustBeAccepted);
    }

    private static byte[] cancellation(InetSocketAddress gateway, UUID order) {
        return "POST /orders/%s/cancellation HTTP/1.1\r\nHost: %s:%d\r\nContent-Length: 0\r\n\r\n"
                .formatted(order, gateway.getHostString(), gateway.getPort())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void mustBeAccepted(Reply reply, long due) {
        if (!reply.isAccepted()) {
            throw new IllegalStateException("a cancellation was answered " + reply.status());
        }
    }

    private static void byCount(InetSocketAddress gateway, long count, Supplier<byte[]> requests, Answers answers)
            throws InterruptedException {
        new OpenLoop(gateway, requests, answers)
                .run(A_SECOND, Duration.ofSeconds(count).dividedBy(A_SECOND));
    }

    private Result result(OrderBook book, Map<UUID, Long> told, Held before, Held after) {
        Times delay = new Times("event delay");
        book.settledOrders((order, at) -> {
            Long heard = told.get(order);
            if (heard != null) {
                delay.addMicros(heard - MICROS_A_MILLI * at);
            }
        });
        long subscribers = told.size();
        return new Result(
                name(),
                "%,d subscribers on one gateway, an order each, %d cancelled a second".formatted(subscribers, A_SECOND),
                List.of(
                        delay.percentile(99).atMost(P99_MILLIS),
                        Figure.of(
                                        "heap a subscriber",
                                        (after.heap - before.heap) / KILOBYTE / subscribers,
                                        Unit.KILOBYTES)
                                .atMost(KILOBYTES),
                        Figure.of(
                                "memory of the gateway risen by, a subscriber",
                                (after.resident - before.resident) / KILOBYTE / subscribers,
                                Unit.KILOBYTES)),
                List.of(delay.spread()));
    }
}
