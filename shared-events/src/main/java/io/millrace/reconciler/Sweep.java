package io.millrace.reconciler;

import io.millrace.events.Event;
import io.millrace.pipeline.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds what is overdue and publishes an event about each. Any number of instances may do so for the same orders, if their events are the
 * same fact, with the same id.
 *
 * <p>A round walks what is overdue once, oldest first, over as many looks as it takes; each goes on behind where the last one ended, and also
 * finds what has come to be overdue since. Once {@code repeatAfter} has passed, and the walk has come to its end, the next round begins at the
 * oldest again: for those that reached us later than they were due, and those that are still overdue. So each is told of once a round, and
 * there is nothing to remember but one place.
 *
 * <p>Not thread-safe: one look at a time, as {@link Sweeper} does.
 */
public final class Sweep {

    private final OverdueOrders orders;
    private final Duration limit;
    private final BiFunction<Overdue, Instant, Event<?>> event;
    private final Publisher publisher;
    private final Clock clock;
    private final SweepProperties settings;

    private Instant roundBegan = Instant.MIN;
    private @Nullable Overdue reached;
    private boolean walking;

    /**
     * @param limit the age at which an order is overdue
     * @param event what is said of an overdue order at a moment
     */
    public Sweep(
            OverdueOrders orders,
            Duration limit,
            BiFunction<Overdue, Instant, Event<?>> event,
            Publisher publisher,
            Clock clock,
            SweepProperties settings) {
        this.orders = orders;
        this.limit = limit;
        this.event = event;
        this.publisher = publisher;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Tells of the next batch, and goes on behind it only once the broker has all of it.
     *
     * @return how many; 0 when none is overdue that was not told of in this round
     */
    public Mono<Integer> nextBatch() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            if (!walking && !now.isBefore(roundBegan.plus(settings.repeatAfter()))) {
                roundBegan = now;
                reached = null;
            }
            return orders.find(now.minus(limit), reached, settings.batch())
                    .flatMap(batch -> tell(batch, now).then(Mono.fromCallable(() -> passed(batch))));
        });
    }

    /** Tells of all that is overdue and was not told of in this round, a batch at a time; the number of them. */
    public Mono<Integer> all() {
        return nextBatch()
                .expand(size -> size == settings.batch() ? nextBatch() : Mono.empty())
                .reduce(0, Integer::sum);
    }

    private Mono<Void> tell(List<Overdue> batch, Instant now) {
        return batch.isEmpty()
                ? Mono.empty()
                : publisher.publishAll(
                        batch.stream().map(order -> event.apply(order, now)).toList());
    }

    private int passed(List<Overdue> batch) {
        walking = batch.size() == settings.batch();
        if (!batch.isEmpty()) {
            reached = batch.getLast();
        }
        return batch.size();
    }
}
