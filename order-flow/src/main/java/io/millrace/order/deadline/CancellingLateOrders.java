package io.millrace.order.deadline;

import static io.millrace.events.CancellationReason.TIMED_OUT;

import io.millrace.events.Event;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.order.OrderFlowApplication;
import io.millrace.pipeline.Publisher;
import io.millrace.reconciler.Overdue;
import io.millrace.reconciler.OverdueOrders;
import io.millrace.reconciler.Sweep;
import java.time.Clock;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Finds orders past their deadline and asks, on the log, for their cancellation. From there it is a cancellation like any other: it may
 * lose against a confirmation that came first, and any number of instances may ask for it, under one event id.
 */
final class CancellingLateOrders {

    private final Sweep late;

    CancellingLateOrders(OverdueOrders lateOrders, Publisher publisher, Clock clock, DeadlineProperties settings) {
        this.late = new Sweep(
                lateOrders, settings.deadline(), CancellingLateOrders::request, publisher, clock, settings.sweep());
    }

    /**
     * Asks for all late orders not asked for in this round yet, a batch at a time, each once the broker has the one before.
     *
     * @return how many
     */
    Mono<Integer> sweep() {
        return late.all();
    }

    private static Event<OrderCancellationRequested> request(Overdue order, Instant now) {
        return Event.of(
                OrderFlowApplication.SOURCE,
                now,
                order.context(),
                new OrderCancellationRequested(order.orderId(), TIMED_OUT));
    }
}
