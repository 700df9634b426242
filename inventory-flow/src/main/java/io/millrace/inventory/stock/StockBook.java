package io.millrace.inventory.stock;

import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.inventory.stock.Reservation.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A working copy of the stock, on which the events of a batch are decided one after the other, each on what those before it left. Nothing is
 * kept until {@link #changes} is written; so a hot sku costs one row a batch. Not thread-safe: lives for one batch.
 */
public final class StockBook {

    private static final Comparator<Reservation> BY_ORDER = Comparator.comparing(Reservation::orderId);

    private final KnownStock before;
    private final Map<Sku, StockLevel> levels;
    private final Map<OrderId, Reservation> reservations;
    private final Set<String> adjusted;
    private final List<Adjustment> adjustments = new ArrayList<>();

    public StockBook(KnownStock before) {
        this.before = before;
        this.levels = new HashMap<>(before.levels());
        this.reservations = new HashMap<>(before.reservations());
        this.adjusted = new HashSet<>(before.adjustments());
    }

    /** Whether anything was decided for this order before. */
    public boolean knows(OrderId orderId) {
        return reservations.containsKey(orderId);
    }

    /**
     * Sets the whole order aside, or none of it, unless this order was decided before.
     *
     * @return what the order is told, now as before; empty when it was cancelled before it was heard of
     */
    public Optional<InventoryReserved> reserve(OrderId orderId, List<OrderLine> lines) {
        return reservations
                .computeIfAbsent(orderId, unheard -> open(unheard, lines))
                .outcome();
    }

    private Reservation open(OrderId orderId, List<OrderLine> lines) {
        return switch (Answer.reserve(lines, levels)) {
            case Answer.Reserved granted -> {
                granted.demand()
                        .forEach((sku, pieces) -> levels.put(sku, level(sku).reserved(pieces)));
                yield Reservation.reserved(orderId, lines);
            }
            case Answer.Refused refused -> Reservation.refused(orderId, refused.reason());
        };
    }

    /**
     * The order is confirmed: what was set aside for it is sold.
     *
     * @throws ReservationMissing when this order was never heard of
     */
    public Settlement sell(OrderId orderId) {
        Reservation reservation = reservations.get(orderId);
        if (reservation == null) {
            throw new ReservationMissing(orderId);
        }
        return switch (reservation.state()) {
            case RESERVED -> {
                Demand.of(reservation.lines())
                        .forEach((sku, pieces) -> levels.put(sku, level(sku).sold(pieces)));
                yield settle(reservation.as(State.SOLD));
            }
            case SOLD -> Settlement.UNCHANGED;
            case REFUSED, RELEASED, CANCELLED -> Settlement.CONTRADICTED;
        };
    }

    /** The order is cancelled: what was set aside for it is available again, and what is not yet will not be. */
    public Settlement release(OrderId orderId) {
        Reservation reservation = reservations.get(orderId);
        if (reservation == null) {
            return settle(Reservation.cancelledFirst(orderId));
        }
        return switch (reservation.state()) {
            case RESERVED -> {
                Demand.of(reservation.lines())
                        .forEach((sku, pieces) -> levels.put(sku, level(sku).released(pieces)));
                yield settle(reservation.as(State.RELEASED));
            }
            case REFUSED, RELEASED, CANCELLED -> Settlement.UNCHANGED;
            case SOLD -> Settlement.CONTRADICTED;
        };
    }

    private Settlement settle(Reservation settled) {
        reservations.put(settled.orderId(), settled);
        return Settlement.SETTLED;
    }

    /**
     * Counts pieces in or out, all of them or none. The first pieces of a sku make it known.
     *
     * @param id of the event; one that was seen before changes nothing
     * @return the adjustment as it was taken or refused; empty when it was seen before
     */
    public Optional<Adjustment> adjust(String id, StockAdjusted fact) {
        if (!adjusted.add(id)) {
            return Optional.empty();
        }
        StockLevel level = levels.getOrDefault(fact.sku(), StockLevel.EMPTY);
        boolean applied = level.has(-fact.delta());
        if (applied) {
            levels.put(fact.sku(), level.adjusted(fact.delta()));
        }
        Adjustment adjustment = new Adjustment(id, fact, applied);
        adjustments.add(adjustment);
        return Optional.of(adjustment);
    }

    /** What is other than it was before. A level that came back to where it was is not in it. */
    public StockChanges changes() {
        SortedMap<Sku, StockLevel> stocked = new TreeMap<>();
        SortedMap<Sku, StockLevel> counted = new TreeMap<>();
        levels.forEach((sku, level) -> {
            StockLevel was = before.levels().get(sku);
            if (was == null) {
                stocked.put(sku, level);
            } else if (!was.equals(level)) {
                counted.put(sku, level);
            }
        });
        List<Reservation> opened = new ArrayList<>();
        List<Reservation> settled = new ArrayList<>();
        reservations.forEach((orderId, reservation) -> {
            Reservation was = before.reservations().get(orderId);
            if (was == null) {
                opened.add(reservation);
            } else if (was.state() != reservation.state()) {
                settled.add(reservation);
            }
        });
        opened.sort(BY_ORDER);
        settled.sort(BY_ORDER);
        return new StockChanges(stocked, counted, opened, settled, List.copyOf(adjustments));
    }

    /** The level of a sku that a reservation names, and which was stocked therefore. */
    private StockLevel level(Sku sku) {
        StockLevel level = levels.get(sku);
        if (level == null) {
            throw new IllegalStateException(
                    "stock of " + sku + " is promised, but was not read: its order changed its lines");
        }
        return level;
    }
}
