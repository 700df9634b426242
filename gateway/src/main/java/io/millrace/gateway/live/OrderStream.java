package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.query.FlowUnavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * The event stream of one order: the present state, then each change once and in order, complete after the last. Nothing is written before the
 * state of the order is known, so that an error can still become a status of its own.
 */
final class OrderStream extends EventStream implements OrderWatch {

    /** An order changes a few times in its life. A client this far behind reads nothing at all. */
    private static final int MAX_PENDING = 8;

    private final OrderId id;
    private final byte[] greeting;
    private final Queue<byte[]> pending = new ArrayDeque<>(2);
    private int told;
    private boolean begun;

    /**
     * @param lastSeen the version the client has already; 0 for none
     * @param greeting first of all
     */
    OrderStream(OrderId id, int lastSeen, byte[] greeting, FluxSink<byte[]> client) {
        super(client);
        this.id = id;
        this.told = lastSeen;
        this.greeting = greeting;
    }

    @Override
    public OrderId id() {
        return id;
    }

    @Override
    public void state(OrderState state) {
        if (!begun) {
            begun = true;
            pending.add(greeting);
        }
        if (state.version() > told) {
            told = state.version();
            pending.add(state.event());
        }
        if (pending.size() > MAX_PENDING) {
            cut();
        } else if (state.settled()) {
            endAfterPending();
        } else {
            drain();
        }
    }

    @Override
    public void unknown() {
        if (!begun) {
            refuse(Problem.noSuchOrder().exception());
        }
    }

    @Override
    public void unavailable(Throwable reason) {
        if (!begun) {
            refuse(reason instanceof FlowUnavailable gone ? gone.problem() : reason);
        }
    }

    @Override
    public void beat() {
        if (begun && pending.isEmpty()) {
            pending.add(ServerSentEvents.HEARTBEAT);
            drain();
        }
    }

    @Override
    public void end() {
        if (begun) {
            cut();
        } else {
            refuse(Problem.unavailable("This instance is stopping.", Duration.ofSeconds(1))
                    .exception());
        }
    }

    @Override
    byte @Nullable [] poll() {
        return pending.poll();
    }

    @Override
    boolean isIdle() {
        return pending.isEmpty();
    }
}
