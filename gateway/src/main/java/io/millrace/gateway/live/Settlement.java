package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Waits for the outcome of an order. That it is unknown, or cannot be asked for, is no news to somebody who is just placing it. */
final class Settlement implements OrderWatch {

    private final OrderId id;
    private final Sinks.One<byte[]> outcome = Sinks.one();

    Settlement(OrderId id) {
        this.id = id;
    }

    /** The settled order as JSON; empty when the hub ended first. */
    Mono<byte[]> outcome() {
        return outcome.asMono();
    }

    @Override
    public OrderId id() {
        return id;
    }

    @Override
    public void state(OrderState state) {
        if (state.settled()) {
            // Only the first counts; the order does not settle twice.
            outcome.tryEmitValue(state.json());
        }
    }

    @Override
    public void unknown() {}

    @Override
    public void unavailable(Throwable reason) {}

    @Override
    public void beat() {}

    @Override
    public void end() {
        outcome.tryEmitEmpty();
    }
}
