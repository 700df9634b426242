package io.millrace.bench.scenario;

import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.settled.OrderBook;

/** Orders of which nothing is measured: until Java has compiled what is run most, every figure would be one of the compiler. */
public final class WarmUp {

    private WarmUp() {}

    /** How many there were. */
    public static long run(Rig rig, Effort effort) throws InterruptedException {
        OrderBook book = rig.openBook();
        rig.flood(OrderRequests.of(EndToEnd.SKUS), EndToEnd.CUSTOMERS, effort.warmUp(), effort.warmingUp());
        rig.awaitQuiet();
        rig.balance();
        return book.accepted();
    }
}
