package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.gateway.query.OrderQueries;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Knows who watches what, and tells them. Everything in here, and every watch, belongs to one thread: a change, a snapshot and a client that
 * comes or goes meet in one queue and cannot race. Other threads only leave tasks ({@link #execute}).
 *
 * <p>Joining puts the watch in first and looks at the order then, so that a change is either in the snapshot or told after it, or both.
 */
final class StatusHub {

    private final Scheduler thread;
    private final Lookout lookout;
    private final RecentlyAccepted accepted;
    private final Patience patience;
    private final UndecodableRecords undecodable;
    private final Duration secondLook;
    private final Duration heartbeat;

    private final Map<UUID, WatchedOrder> watched = new HashMap<>();
    private final Set<BoardStream> boards = new LinkedHashSet<>();
    private long nextBeat;
    private boolean ended;

    StatusHub(
            Scheduler thread,
            OrderQueries queries,
            RecentlyAccepted accepted,
            Patience patience,
            UndecodableRecords undecodable,
            LiveProperties properties) {
        this.thread = thread;
        this.lookout = new Lookout(queries, thread, properties.looksAtATime(), this::seen);
        this.accepted = accepted;
        this.patience = patience;
        this.undecodable = undecodable;
        this.secondLook = properties.secondLook();
        this.heartbeat = properties.heartbeat();
        this.nextBeat = now() + heartbeat.toMillis();
    }

    /** Has {@code task} done on the hub's thread, after all that was left before. Never does it at once, also when called on that thread. */
    void execute(Runnable task) {
        try {
            thread.schedule(task);
        } catch (RejectedExecutionException stopped) {
            // The application is gone but for this request's connection. Everyone was told so when the hub ended.
        }
    }

    /**
     * A record of the feed. An order that nobody watches costs a look into a map. Never throws: that would end the feed.
     *
     * @return how many are told
     */
    int received(ConsumerRecord<byte[], byte[]> record) {
        UUID key = RecordKey.orderId(record.key());
        if (key == null) {
            undecodable.met(record, "its key is no order id");
            return 0;
        }
        WatchedOrder order = watched.get(key);
        if (order == null && boards.isEmpty()) {
            return 0;
        }
        OrderState state = read(key, record);
        if (state == null) {
            return 0;
        }
        int told = boards.size() + (order == null ? 0 : order.watches().size());
        tell(order, state);
        boards.forEach(board -> board.state(state));
        return told;
    }

    private @Nullable OrderState read(UUID key, ConsumerRecord<byte[], byte[]> record) {
        try {
            OrderState state = OrderState.read(record.value());
            if (state.id().value().equals(key)) {
                return state;
            }
            undecodable.met(record, "its key is not the order in it");
        } catch (RuntimeException noOrder) {
            undecodable.met(record, String.valueOf(noOrder.getMessage()));
        }
        return null;
    }

    /** Puts a watch in, and looks at the order now. */
    void join(OrderWatch watch) {
        WatchedOrder order = put(watch);
        if (order != null) {
            lookout.lookAt(order);
        }
    }

    /** Puts a watch in whose order is not likely to be anywhere yet; it is looked at when it stays silent. */
    void joinAhead(OrderWatch watch) {
        put(watch);
    }

    private @Nullable WatchedOrder put(OrderWatch watch) {
        if (ended) {
            watch.end();
            return null;
        }
        OrderId id = watch.id();
        WatchedOrder order = watched.computeIfAbsent(id.value(), none -> new WatchedOrder(id, secondLook.toMillis()));
        order.add(watch, now(), patience.with(id).toMillis());
        return order;
    }

    void leave(OrderWatch watch) {
        WatchedOrder order = watched.get(watch.id().value());
        if (order != null) {
            order.remove(watch);
            if (!order.isWatched()) {
                watched.remove(watch.id().value());
                lookout.forget(order);
            }
        }
    }

    void join(BoardStream board) {
        if (ended) {
            board.cut();
        } else {
            boards.add(board);
            board.drain();
        }
    }

    void leave(BoardStream board) {
        boards.remove(board);
    }

    /** One timer for all heartbeats and all further looks, however many watch. */
    void tick() {
        long now = now();
        boolean beat = now >= nextBeat;
        if (beat) {
            nextBeat = now + heartbeat.toMillis();
            boards.forEach(BoardStream::beat);
        }
        for (WatchedOrder order : watched.values()) {
            if (beat) {
                order.watches().forEach(OrderWatch::beat);
            }
            if (order.isLookDue(now)) {
                lookout.lookAt(order);
            }
        }
    }

    /** Ends all streams; whoever comes later is sent away. */
    void end() {
        ended = true;
        watched.values().forEach(order -> order.watches().forEach(OrderWatch::end));
        boards.forEach(BoardStream::cut);
    }

    private void seen(WatchedOrder order, Sighting sighting) {
        switch (sighting) {
            case Sighting.Seen seen -> tell(order, seen.state());
            case Sighting.NotThere notThere -> {
                if (!tellAccepted(order) && order.canBeUnknown(now())) {
                    order.watches().forEach(OrderWatch::unknown);
                }
            }
            case Sighting.Blind blind -> {
                if (!tellAccepted(order)) {
                    order.watches().forEach(watch -> watch.unavailable(blind.reason()));
                }
            }
        }
    }

    /** What this instance knows by itself of an order that it took in a moment ago. */
    private boolean tellAccepted(WatchedOrder order) {
        OrderStatusChanged known = accepted.find(order.id());
        if (known != null) {
            tell(order, OrderState.of(known));
        }
        return known != null;
    }

    private static void tell(@Nullable WatchedOrder order, OrderState state) {
        if (order != null) {
            order.watches().forEach(watch -> watch.state(state));
        }
    }

    private long now() {
        return thread.now(TimeUnit.MILLISECONDS);
    }
}
