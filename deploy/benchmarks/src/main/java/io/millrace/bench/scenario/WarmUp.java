package io.millrace.bench.scenario;

import io.millrace.bench.load.NdjsonFlood;
import io.millrace.bench.load.OrderRequests;
import io.millrace.bench.settled.OrderBook;

/** Orders of which nothing is measured: until Java has compiled what is run most, every figure would be one of the compiler. */
public final class WarmUp {

    private WarmUp() {}

    /**
     * First many at once and then one by one: flows that are cold learn fast from large batches, and slowly from small ones.
     *
     * @return how many there were
     */
    public static long run(Rig rig, Effort effort) throws InterruptedException {
        OrderBook book = rig.openBook();
        OrderRequests requests = OrderRequests.of(EndToEnd.SKUS);
        new NdjsonFlood(rig.gateway(), requests, rig.entered())
                .run(IngestNdjson.STREAMS, effort.streamed(), effort.warmingUp());
        rig.awaitQuiet();
        rig.flood(requests, EndToEnd.CUSTOMERS, effort.warmUp(), effort.warmingUp());
        rig.awaitQuiet();
        rig.balance();
        return book.accepted();
    }
}
