package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Waits for orders to settle, for callers who would rather have the outcome than a receipt. */
public interface SettledOrders {

    /**
     * Watches the order first, then places it, and answers with the order once it is settled. In this sequence no outcome is missed, however
     * fast it comes.
     *
     * @param placed places the order; subscribed once, after the watch is set
     * @param limit how long to wait for the outcome, counted from when {@code placed} has completed
     * @return the order as JSON; empty when it is not settled within {@code limit}; the error of {@code placed} when that fails
     */
    Mono<byte[]> whenSettled(OrderId id, Mono<Void> placed, Duration limit);
}
