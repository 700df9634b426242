package io.millrace.gateway.live;

import io.millrace.gateway.query.OrderQueries;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.BiConsumer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Looks at orders where they are kept, a few at a time. After a restart thousands of clients come back at once; they wait here in turn
 * instead of all being refused by the connection pool. Belongs to the hub's thread.
 */
final class Lookout {

    private final OrderQueries queries;
    private final Scheduler thread;
    private final int atATime;
    private final BiConsumer<WatchedOrder, Sighting> report;

    /** At most one place for each watched order, which is to say no more than there are connections. */
    private final SequencedSet<WatchedOrder> waiting = new LinkedHashSet<>();

    private int underWay;

    /** @param report told on {@code thread} */
    Lookout(OrderQueries queries, Scheduler thread, int atATime, BiConsumer<WatchedOrder, Sighting> report) {
        this.queries = queries;
        this.thread = thread;
        this.atATime = atATime;
        this.report = report;
    }

    void lookAt(WatchedOrder order) {
        waiting.add(order);
        next();
    }

    void forget(WatchedOrder order) {
        waiting.remove(order);
    }

    private void next() {
        while (underWay < atATime && !waiting.isEmpty()) {
            WatchedOrder order = waiting.removeFirst();
            underWay++;
            look(order).publishOn(thread).subscribe(sighting -> {
                underWay--;
                report.accept(order, sighting);
                next();
            });
        }
    }

    private Mono<Sighting> look(WatchedOrder order) {
        return queries.find(order.id())
                .<Sighting>map(json -> new Sighting.Seen(OrderState.read(json)))
                .defaultIfEmpty(new Sighting.NotThere())
                .onErrorResume(error -> Mono.just(new Sighting.Blind(error)));
    }
}
