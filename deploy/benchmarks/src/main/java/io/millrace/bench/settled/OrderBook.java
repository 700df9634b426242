package io.millrace.bench.settled;

import io.millrace.bench.load.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;

/** The orders of one scenario: when each was placed, and when it was settled. For several threads. */
public final class OrderBook {

    private final Map<UUID, Long> placed = new HashMap<>();
    private final Map<UUID, Long> settled = new HashMap<>();
    private long refused;
    private long confirmed;
    private long lastSettled;
    private long firstSettled;

    /** @param placedAt in microseconds since the epoch; what else than {@code 202} came is counted, and no order */
    public synchronized void answered(Reply reply, long placedAt) {
        if (reply.isAccepted()) {
            placed.put(Objects.requireNonNull(reply.order(), "a 202 that names no order"), placedAt);
        } else {
            refused++;
        }
    }

    /**
     * Told again, it changes nothing.
     *
     * @param at in milliseconds since the epoch
     */
    synchronized void settled(UUID order, boolean asConfirmed, long at) {
        if (settled.putIfAbsent(order, at) == null) {
            confirmed += asConfirmed ? 1 : 0;
            firstSettled = firstSettled == 0 ? at : Math.min(firstSettled, at);
            lastSettled = Math.max(lastSettled, at);
        }
    }

    public synchronized long accepted() {
        return placed.size();
    }

    public synchronized long refused() {
        return refused;
    }

    /** How many are settled; while orders are coming in, that may be more than were accepted. */
    public synchronized long settled() {
        return settled.size();
    }

    public synchronized long confirmed() {
        return confirmed;
    }

    /** Milliseconds since the epoch, 0 before the first. */
    public synchronized long firstSettled() {
        return firstSettled;
    }

    /** Milliseconds since the epoch, 0 before the first. */
    public synchronized long lastSettled() {
        return lastSettled;
    }

    /** Whether all that was accepted is settled. */
    public synchronized boolean isComplete() {
        return settled.size() >= placed.size() && settled.keySet().containsAll(placed.keySet());
    }

    /** Accepted and not settled. */
    public synchronized long open() {
        return placed.keySet().stream()
                .filter(order -> !settled.containsKey(order))
                .count();
    }

    /** Tells of each settled order when it was, in milliseconds since the epoch. */
    public synchronized void settledOrders(ObjLongConsumer<UUID> at) {
        settled.forEach(at::accept);
    }

    /** Tells of each settled order how long it took from its placing, in microseconds, rounded up to the log's milliseconds. */
    public synchronized void timesToSettle(LongConsumer micros) {
        settled.forEach((order, at) -> {
            Long from = placed.get(order);
            if (from != null) {
                micros.accept(Math.max(0, (at + 1) * 1_000 - from));
            }
        });
    }
}
