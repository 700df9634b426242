package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import reactor.core.publisher.MonoSink;

/** Waits for an order to appear, for a caller who asks too early. */
record FirstState(OrderId id, MonoSink<byte[]> caller) implements OrderWatch {

    @Override
    public void state(OrderState state) {
        caller.success(state.json());
    }

    @Override
    public void unknown() {
        caller.success();
    }

    @Override
    public void unavailable(Throwable reason) {
        caller.error(reason);
    }

    @Override
    public void beat() {}

    @Override
    public void end() {
        caller.success();
    }
}
