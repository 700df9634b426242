package io.millrace.reconciler;

import io.micrometer.core.instrument.Counter;
import io.millrace.events.Event;
import io.millrace.events.OrderStatusRequested;
import io.millrace.pipeline.Publisher;
import java.time.Clock;
import java.time.Instant;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Asks, on the log, where orders stand that a flow holds something for, and was not told the end of in time. The answer comes as their ends
 * always come, so there is nothing else to handle.
 *
 * <p>One batch a look, however many there are: when order-flow has been away there may be millions, and it has better things to do on its
 * return than to answer for all of them at once.
 */
public final class AskingWhatBecame {

    private final String flow;
    private final ReconcilerProperties settings;
    private final Sweep held;

    /**
     * @param flow who asks, such as {@code payment-flow}
     * @param held what is held and not ended, by the age of what is held
     */
    public AskingWhatBecame(
            String flow, OverdueOrders held, Publisher publisher, Clock clock, ReconcilerProperties settings) {
        this.flow = flow;
        this.settings = settings;
        this.held = new Sweep(held, settings.heldFor(), this::question, publisher, clock, settings.sweep());
    }

    /** Asks for the next of them; completes with how many. */
    public Mono<Integer> ask() {
        return held.nextBatch();
    }

    /**
     * Asks again and again while the application runs.
     *
     * @param what is held, in the plural
     */
    public SmartLifecycle whileRunning(String what, Counter found) {
        return new Sweeper(what + " without an end", this::ask, settings.interval(), found);
    }

    private Event<OrderStatusRequested> question(Overdue order, Instant now) {
        return Event.of(
                "/millrace/" + flow,
                now,
                order.context(),
                new OrderStatusRequested(order.orderId(), flow, order.since()));
    }
}
