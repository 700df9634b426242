package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import java.time.Clock;
import java.time.Duration;

/** How long to wait for an order that nobody knows yet: it may have been accepted by another instance a moment ago. */
final class Patience {

    /** Longer than orders take to reach order-flow while all is well, and clocks of several machines to differ. */
    private static final Duration YOUTH = Duration.ofMinutes(1);

    private final Duration wait;
    private final Clock clock;

    Patience(Duration wait, Clock clock) {
        this.wait = wait;
        this.clock = clock;
    }

    /** Zero for an id that says by itself that it is old. Ids that follow from idempotency keys say nothing of their age. */
    Duration with(OrderId id) {
        long madeAt = Uuids.epochMillis(id.value());
        boolean old = madeAt >= 0 && Math.abs(clock.millis() - madeAt) > YOUTH.toMillis();
        return old ? Duration.ZERO : wait;
    }
}
