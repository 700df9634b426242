package io.millrace.bench.scenario;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.client.PaymentProvider.Tally;
import io.millrace.bench.load.Answers;
import io.millrace.bench.load.ClosedLoop;
import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.proc.Memory;
import io.millrace.bench.proc.SystemProcesses;
import io.millrace.bench.proc.Usage;
import io.millrace.bench.settled.OrderBook;
import io.millrace.bench.settled.StatusLog;
import io.millrace.bench.settled.WallClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The running system under its instruments. */
public final class Rig implements AutoCloseable {

    /** Longer than any retry's pause; a system in which nothing moves for so long will not go on. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(20);

    /** For what follows upon a capture: offsets are committed, stock is booked as sold. */
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    private final Millrace millrace;
    private final Supplier<Duration> restart;
    private final SystemProcesses processes;
    private final Flows flows;
    private final StatusLog log;
    private volatile OrderBook book;
    private long confirmedBefore;

    /** @param restart stops all parts and starts them again, and says how long the start took */
    public Rig(Millrace millrace, Supplier<Duration> restart) {
        this.restart = restart;
        this.millrace = millrace;
        processes = new SystemProcesses(millrace.parts());
        flows = new Flows(millrace.parts());
        log = new StatusLog(millrace.system().kafka().bootstrapServers());
        book = log.openBook();
    }

    Millrace millrace() {
        return millrace;
    }

    InetSocketAddress gateway() {
        return millrace.gatewayAddress();
    }

    Flows flows() {
        return flows;
    }

    Usage usage() {
        return processes.usage();
    }

    Map<String, Memory> memory() {
        return processes.memory();
    }

    Duration restart() {
        return restart.get();
    }

    /** For orders that are placed from now on; those before are settled. */
    OrderBook openBook() {
        confirmedBefore += book.confirmed();
        book = log.openBook();
        return book;
    }

    /** Enters what is answered into the book that is open when it is called. */
    Answers entered() {
        OrderBook open = book;
        return (reply, due) -> open.answered(reply, WallClock.micros(due));
    }

    /** A closed loop until that many orders were sent or the time was over; says how long it took. */
    Duration flood(OrderRequests requests, int customers, long orders, Duration budget) {
        return new ClosedLoop(gateway(), requests, entered()).run(customers, orders, budget);
    }

    /**
     * What came of {@link #floodUntilSettled}.
     *
     * @param began in milliseconds since 1970
     * @param accepting how long the requests took
     * @param used by all parts meanwhile
     */
    record Flood(OrderBook book, long began, Duration accepting, Usage used) {

        long orders() {
            return book.accepted();
        }

        /** From the first request to the last settled order. */
        Duration settling() {
            return Duration.ofMillis(book.lastSettled() - began);
        }
    }

    /** A closed loop of orders, in a book of their own, from the first request until the last is settled and paid for and the book balances. */
    Flood floodUntilSettled(OrderRequests requests, int customers, long orders, Duration budget)
            throws InterruptedException {
        OrderBook own = openBook();
        Usage before = usage();
        long began = System.currentTimeMillis();
        Duration accepting = flood(requests, customers, orders, budget);
        awaitQuiet();
        Usage used = usage().since(before);
        balance();
        return new Flood(own, began, accepting, used);
    }

    /** Stops the flows; what comes in from now on lies there, beside what lay there before. */
    OrderBook gatherBacklog() {
        if (flows.isRunning()) {
            flows.stop();
            openBook();
        }
        return book;
    }

    /** Starts the flows if they are stopped, and lets them do what lies there. */
    public void settleBacklog() throws InterruptedException {
        if (!flows.isRunning()) {
            flows.start();
            awaitQuiet();
            balance();
        }
    }

    /** Returns when all that was accepted is settled and paid for, and the last of it has calmed down. */
    void awaitQuiet() throws InterruptedException {
        await(() -> book.isComplete() && isPaid());
        Thread.sleep(AFTERMATH);
    }

    /** Returns when all that was accepted is settled. */
    void awaitSettled() throws InterruptedException {
        await(book::isComplete);
    }

    private void await(BooleanSupplier end) throws InterruptedException {
        long settled = -1;
        long since = System.nanoTime();
        while (!end.getAsBoolean()) {
            log.check();
            if (book.settled() > settled) {
                settled = book.settled();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STALL.toNanos()) {
                throw new LostOrders(
                        "%,d of %,d accepted orders are not settled, %,d in all are paid for, and nothing has moved for %d s"
                                .formatted(
                                        book.open(), book.accepted(), captures().orders(), STALL.toSeconds()));
            }
            Thread.sleep(LOOK);
        }
    }

    private boolean isPaid() {
        return captures().orders() >= confirmedBefore + book.confirmed();
    }

    private Tally captures() {
        return millrace.provider().ledger().captures();
    }

    /** Throws when an order was refused, lost, or paid for twice, or is settled that nobody was told of. */
    void balance() {
        Tally captures = captures();
        boolean balanced = book.refused() == 0
                && book.isComplete()
                && book.settled() == book.accepted()
                && captures.orders() == confirmedBefore + book.confirmed()
                && captures.effects() == captures.orders();
        if (!balanced) {
            throw new LostOrders("the books do not balance: " + progress() + ", in all " + captures + " and "
                    + (confirmedBefore + book.confirmed()) + " confirmed");
        }
    }

    public String progress() {
        OrderBook open = book;
        return "%,d accepted, %,d refused, %,d settled".formatted(open.accepted(), open.refused(), open.settled());
    }

    @Override
    public void close() throws InterruptedException {
        log.close();
    }
}
