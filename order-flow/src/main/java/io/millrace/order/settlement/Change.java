package io.millrace.order.settlement;

import java.time.Instant;

/** An order before and after it was told something. */
public record Change(Order before, Order after) {

    public static Change of(Order before, OrderFacts news, Instant now) {
        return new Change(before, before.learn(news, now));
    }

    /** Whether there was anything new in it. */
    public boolean isNews() {
        return after.revision() > before.revision();
    }

    /** Whether the status moved on. */
    public boolean isProgress() {
        return after.version() > before.version();
    }

    /** Whether the order itself is among what is new. */
    public boolean isPlacement() {
        return before.version() == 0 && isProgress();
    }
}
