package io.millrace.gateway.live;

import io.micrometer.core.instrument.Counter;
import io.millrace.events.OrderId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * The event stream of all orders, for a board. A client that reads too slowly for all changes sees the newest of each order; one that is too
 * slow for that as well misses orders, the longest waiting first.
 */
final class BoardStream extends EventStream {

    private final SequencedMap<OrderId, OrderState> pending = new LinkedHashMap<>();
    private final int maxPending;
    private final Counter dropped;
    private byte @Nullable [] aside;

    BoardStream(byte[] greeting, int maxPending, Counter dropped, FluxSink<byte[]> client) {
        super(client);
        this.aside = greeting;
        this.maxPending = maxPending;
        this.dropped = dropped;
    }

    void state(OrderState state) {
        // A newer state takes the place of the older one in the row, so that an order which changes often still gets
        // its turn.
        pending.merge(state.id(), state, (old, next) -> next.version() >= old.version() ? next : old);
        if (pending.size() > maxPending) {
            pending.pollFirstEntry();
            dropped.increment();
        }
        drain();
    }

    void beat() {
        if (isIdle()) {
            aside = ServerSentEvents.HEARTBEAT;
            drain();
        }
    }

    @Override
    byte @Nullable [] poll() {
        byte[] first = aside;
        if (first != null) {
            aside = null;
            return first;
        }
        Map.Entry<OrderId, OrderState> oldest = pending.pollFirstEntry();
        return oldest == null ? null : oldest.getValue().event();
    }

    @Override
    boolean isIdle() {
        return aside == null && pending.isEmpty();
    }
}
