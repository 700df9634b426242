package io.millrace.bench.scenario;

import io.millrace.bench.load.OrderRequests;
import java.time.Duration;

/** Orders of which nothing is measured: until Java has compiled what is run most, every figure would be one of the compiler. */
public final class WarmUp {

    /** More than a machine needs that is worth measuring on. */
    private static final Duration BUDGET = Duration.ofMinutes(2);

    private WarmUp() {}

    public static void run(Rig rig, Effort effort) throws InterruptedException {
        rig.openBook();
        rig.flood(OrderRequests.of(EndToEnd.SKUS), EndToEnd.CUSTOMERS, effort.warmUp(), BUDGET);
        rig.awaitQuiet();
        rig.balance();
    }
}
