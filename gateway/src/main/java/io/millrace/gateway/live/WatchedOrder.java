package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import java.util.ArrayList;
import java.util.List;

/** All who watch one order, and when to look at it next. Belongs to the hub's thread. Times are the hub's, in milliseconds. */
final class WatchedOrder {

    private static final long LONGEST_PAUSE = 300_000;

    private final OrderId id;
    private final List<OrderWatch> watches = new ArrayList<>(1);
    private long believedFrom;
    private long nextLook;
    private long pause;

    /** @param pause before the second look; it doubles with each */
    WatchedOrder(OrderId id, long pause) {
        this.id = id;
        this.pause = pause;
    }

    OrderId id() {
        return id;
    }

    /** @param patience for how long it is not believed that nobody placed this order */
    void add(OrderWatch watch, long now, long patience) {
        watches.add(watch);
        believedFrom = Math.max(believedFrom, now + patience);
        nextLook = now + pause;
    }

    void remove(OrderWatch watch) {
        watches.remove(watch);
    }

    boolean isWatched() {
        return !watches.isEmpty();
    }

    List<OrderWatch> watches() {
        return watches;
    }

    /** Whether "nobody placed it" is an answer by now. */
    boolean canBeUnknown(long now) {
        return now >= believedFrom;
    }

    /**
     * Whether to look again although nobody asks. What came before the feed of a new instance had found its place on the topic is told by
     * nobody else; the pauses double, so that an order which takes its time costs little.
     */
    boolean isLookDue(long now) {
        if (now < nextLook) {
            return false;
        }
        if (canBeUnknown(now)) {
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
        nextLook = now + pause;
        return true;
    }
}
