package io.millrace.inventory.stock;

import static io.millrace.inventory.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderId;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.inventory.AnOrder;
import io.millrace.inventory.stock.Reservation.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/** Random histories of a few skus, and the tables they leave: what PostgreSQL does for the flow, done by maps. */
final class History {

    private static final List<String> SKUS = List.of("A", "B", "C", "LATER", "NEVER");

    private History() {}

    sealed interface Step {}

    record Created(AnOrder order) implements Step {}

    record Confirmed(AnOrder order) implements Step {}

    record Cancelled(AnOrder order) implements Step {}

    record Adjusted(String id, StockAdjusted fact) implements Step {}

    /** Up to 60 steps; no order is confirmed before it is created, all else comes in any order. */
    static List<Step> of(Random random) {
        List<Step> steps = new ArrayList<>();
        List<AnOrder> created = new ArrayList<>();
        for (int i = 10 + random.nextInt(50); i > 0; i--) {
            int dice = random.nextInt(10);
            if (dice < 5 || created.isEmpty()) {
                AnOrder order = order(random);
                if (random.nextInt(10) == 0) {
                    steps.add(new Cancelled(order));
                }
                steps.add(new Created(order));
                created.add(order);
            } else if (dice < 7) {
                steps.add(new Confirmed(created.get(random.nextInt(created.size()))));
            } else if (dice < 9) {
                steps.add(new Cancelled(created.get(random.nextInt(created.size()))));
            } else {
                steps.add(new Adjusted("adjustment-" + i, adjustment(random)));
            }
        }
        return steps;
    }

    private static AnOrder order(Random random) {
        AnOrder order = anOrder();
        for (int lines = 1 + random.nextInt(3); lines > 0; lines--) {
            // The last two skus are seldom named, or hardly an order would be granted.
            int sku = random.nextInt(8) == 0 ? 3 + random.nextInt(2) : random.nextInt(3);
            order = order.of(1 + random.nextInt(6), SKUS.get(sku));
        }
        return order;
    }

    private static StockAdjusted adjustment(Random random) {
        int delta = 1 + random.nextInt(15);
        return new StockAdjusted(new Sku(SKUS.get(random.nextInt(4))), random.nextBoolean() ? delta : -delta, "count");
    }

    /** The tables. Refuses what the database would refuse: a row opened twice, or one settled that is not RESERVED. */
    static final class Shelf {

        private static final Map<Sku, StockLevel> AT_FIRST = Map.of(
                new Sku("A"), new StockLevel(30, 0, 0),
                new Sku("B"), new StockLevel(12, 0, 0),
                new Sku("C"), new StockLevel(0, 0, 0));

        private final Map<Sku, StockLevel> levels = new HashMap<>(AT_FIRST);
        private final Map<OrderId, Reservation> reservations = new HashMap<>();
        private final Map<String, Adjustment> adjustments = new HashMap<>();

        void apply(List<Step> batch) {
            apply(batch, (order, outcome) -> {});
        }

        void apply(List<Step> batch, BiConsumer<AnOrder, Optional<InventoryReserved>> told) {
            StockBook book = new StockBook(new KnownStock(levels, reservations, adjustments.keySet()));
            for (Step step : batch) {
                switch (step) {
                    case Created created ->
                        told.accept(
                                created.order(),
                                book.reserve(
                                        created.order().id(), created.order().lines()));
                    case Confirmed confirmed -> book.sell(confirmed.order().id());
                    case Cancelled cancelled -> book.release(cancelled.order().id());
                    case Adjusted adjusted -> book.adjust(adjusted.id(), adjusted.fact());
                }
            }
            write(book.changes());
        }

        private void write(StockChanges changes) {
            changes.stocked()
                    .forEach((sku, level) -> assertThat(levels.put(sku, level)).isNull());
            changes.counted()
                    .forEach((sku, level) -> assertThat(levels.put(sku, level)).isNotNull());
            for (Reservation opened : changes.opened()) {
                assertThat(reservations.put(opened.orderId(), opened)).isNull();
            }
            for (Reservation settled : changes.settled()) {
                assertThat(reservations.put(settled.orderId(), settled))
                        .extracting(Reservation::state)
                        .isEqualTo(State.RESERVED);
            }
            for (Adjustment adjustment : changes.adjustments()) {
                assertThat(adjustments.put(adjustment.id(), adjustment)).isNull();
            }
        }

        Map<Sku, Long> total() {
            return pieces(level -> level.available() + level.reserved() + level.sold());
        }

        Map<Sku, Long> everStocked() {
            Map<Sku, Long> stocked = new HashMap<>();
            AT_FIRST.forEach((sku, level) -> stocked.merge(sku, level.available(), Long::sum));
            for (Adjustment adjustment : adjustments.values()) {
                if (adjustment.applied()) {
                    stocked.merge(adjustment.sku(), adjustment.fact().delta(), Long::sum);
                }
            }
            return withoutZeros(stocked);
        }

        Map<Sku, Long> pieces(ToLongFunction<StockLevel> of) {
            Map<Sku, Long> pieces = new HashMap<>();
            levels.forEach((sku, level) -> pieces.put(sku, of.applyAsLong(level)));
            return withoutZeros(pieces);
        }

        Map<Sku, Long> promised(State state) {
            Map<Sku, Long> pieces = new HashMap<>();
            for (Reservation reservation : reservations.values()) {
                if (reservation.state() == state) {
                    Demand.of(reservation.lines()).forEach((sku, count) -> pieces.merge(sku, count, Long::sum));
                }
            }
            return pieces;
        }

        private static Map<Sku, Long> withoutZeros(Map<Sku, Long> pieces) {
            pieces.values().removeAll(Set.of(0L));
            return pieces;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shelf shelf
                    && levels.equals(shelf.levels)
                    && reservations.equals(shelf.reservations)
                    && adjustments.equals(shelf.adjustments);
        }

        @Override
        public int hashCode() {
            return levels.hashCode();
        }

        @Override
        public String toString() {
            return levels + " " + new HashSet<>(reservations.values()) + " " + adjustments.keySet();
        }
    }
}
