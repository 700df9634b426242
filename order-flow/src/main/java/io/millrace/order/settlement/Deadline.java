package io.millrace.order.settlement;

import io.millrace.events.CancellationReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long an order may take to be settled. */
public record Deadline(Duration limit) {

    private static final OrderFacts MISSED = new OrderFacts(null, null, null, CancellationReason.TIMED_OUT);

    /**
     * What follows from the question where an order stands, which somebody asks who holds something for it: that it has timed out, if nobody
     * placed it in all that time. It becomes a cancellation like any other, set once; so an order that comes to light after this is never
     * confirmed without what was let go.
     *
     * @param known all that is known of the order by now
     * @param heldSince when the one who asks first heard of it; null when nobody asks
     */
    public OrderFacts missed(OrderFacts known, @Nullable Instant heldSince, Instant now) {
        return heldSince != null
                        && known.placement() == null
                        && heldSince.plus(limit).isBefore(now)
                ? MISSED
                : OrderFacts.NONE;
    }
}
