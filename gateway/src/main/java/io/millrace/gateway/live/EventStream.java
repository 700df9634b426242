package io.millrace.gateway.live;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/** One client's event stream, written as fast as the client reads and no faster. Belongs to the hub's thread. */
abstract class EventStream {

    private final FluxSink<byte[]> client;
    private boolean ending;

    /** @param client has no buffer of its own: it is given only what it asked for */
    EventStream(FluxSink<byte[]> client) {
        this.client = client;
    }

    /** Takes the next event out of what is pending; null when there is none. */
    abstract byte @Nullable [] poll();

    abstract boolean isIdle();

    /** Writes what is pending, as far as the client takes it. */
    final void drain() {
        while (!isIdle()) {
            byte[] event = client.requestedFromDownstream() > 0 ? poll() : null;
            if (event == null) {
                return;
            }
            client.next(event);
        }
        if (ending) {
            client.complete();
        }
    }

    /** Ends the stream once everything pending is written. */
    final void endAfterPending() {
        ending = true;
        drain();
    }

    /** Ends the stream at once. The client comes back by itself, and says what it has. */
    final void cut() {
        client.complete();
    }

    final void refuse(Throwable error) {
        client.error(error);
    }
}
