package io.millrace.order.deadline;

import static io.millrace.events.CancellationReason.TIMED_OUT;

import io.millrace.events.Event;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.order.OrderFlowApplication;
import io.millrace.order.store.LateOrder;
import io.millrace.order.store.LateOrders;
import io.millrace.order.store.Position;
import io.millrace.pipeline.Publisher;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds orders past their deadline and asks, on the log, for their cancellation. From there it is a cancellation like any other: it may
 * lose against a confirmation that came first, and any number of instances may ask for it, under one event id.
 *
 * <p>A round walks the late orders once, oldest first, over as many sweeps as come within {@code repeatAfter}; each sweep goes on behind
 * where the last one ended. The next round begins at the oldest again, for those whose order reached us later than their deadline and those
 * whose cancellation has not been handled. So each is asked for once a round, and there is nothing to remember but one position.
 */
final class CancellingLateOrders {

    private final LateOrders lateOrders;
    private final Publisher publisher;
    private final Clock clock;
    private final DeadlineProperties settings;

    // Touched by one sweep at a time, and each begins after the one before has ended.
    private Instant roundBegan = Instant.MIN;
    private @Nullable Position reached;

    CancellingLateOrders(LateOrders lateOrders, Publisher publisher, Clock clock, DeadlineProperties settings) {
        this.lateOrders = lateOrders;
        this.publisher = publisher;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Asks for all late orders not asked for in this round yet, a batch at a time, each once the broker has the one before.
     *
     * @return how many
     */
    Mono<Integer> sweep() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            if (!now.isBefore(roundBegan.plus(settings.sweep().repeatAfter()))) {
                roundBegan = now;
                reached = null;
            }
            return cancelBatch(now)
                    .expand(size -> size == settings.sweep().batch() ? cancelBatch(now) : Mono.empty())
                    .reduce(0, Integer::sum);
        });
    }

    private Mono<Integer> cancelBatch(Instant now) {
        return lateOrders
                .find(now.minus(settings.deadline()), reached, settings.sweep().batch())
                .filter(late -> !late.isEmpty())
                .flatMap(late -> publisher.publishAll(requests(late, now)).then(Mono.fromCallable(() -> {
                    reached = late.getLast().position();
                    return late.size();
                })));
    }

    private static List<Event<OrderCancellationRequested>> requests(List<LateOrder> late, Instant now) {
        return late.stream()
                .map(order -> Event.of(
                        OrderFlowApplication.SOURCE,
                        now,
                        order.context(),
                        new OrderCancellationRequested(order.position().orderId(), TIMED_OUT)))
                .toList();
    }
}
