package io.millrace.inventory.stock;

import static io.millrace.inventory.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.events.CancellationReason;
import io.millrace.events.InventoryReserved;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.inventory.AnOrder;
import io.millrace.inventory.stock.Reservation.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StockBookTest {

    private static final Sku A = new Sku("A");
    private static final Sku B = new Sku("B");

    private final StockBook book = new StockBook(
            new KnownStock(Map.of(A, new StockLevel(10, 0, 0), B, new StockLevel(5, 0, 0)), Map.of(), Set.of()));
    private final AnOrder order = anOrder().of(2, "A").and(1, "B").and(1, "A");

    @Test
    void setsAsideEveryLineOfAnOrder() {
        assertThat(reserve(order)).contains(InventoryReserved.reserved(order.id()));

        assertThat(book.changes().counted())
                .containsExactly(Map.entry(A, new StockLevel(7, 3, 0)), Map.entry(B, new StockLevel(4, 1, 0)));
    }

    @Test
    void touchesNoStockForAnOrderItRefuses() {
        AnOrder tooLarge = anOrder().of(1, "A").and(6, "B");

        assertThat(reserve(tooLarge))
                .contains(InventoryReserved.refused(tooLarge.id(), CancellationReason.OUT_OF_STOCK));

        assertThat(book.changes().counted()).isEmpty();
        assertThat(book.changes().opened()).extracting(Reservation::state).containsExactly(State.REFUSED);
    }

    @Test
    void decidesEachOrderOnWhatThoseBeforeItLeft() {
        assertThat(reserve(anOrder().of(4, "B")))
                .get()
                .extracting(InventoryReserved::reserved)
                .isEqualTo(true);
        assertThat(reserve(anOrder().of(2, "B")))
                .get()
                .extracting(InventoryReserved::reserved)
                .isEqualTo(false);
        assertThat(reserve(anOrder().of(1, "B")))
                .get()
                .extracting(InventoryReserved::reserved)
                .isEqualTo(true);
    }

    @Test
    void sellsWhatWasSetAsideOnceItIsConfirmed() {
        reserve(order);

        assertThat(book.sell(order.id())).isEqualTo(Settlement.SETTLED);
        assertThat(book.sell(order.id())).isEqualTo(Settlement.UNCHANGED);

        assertThat(book.changes().counted()).containsEntry(A, new StockLevel(7, 0, 3));
    }

    @Test
    void releasesWhatWasSetAsideOnceItIsCancelled() {
        reserve(order);

        assertThat(book.release(order.id())).isEqualTo(Settlement.SETTLED);
        assertThat(book.release(order.id())).isEqualTo(Settlement.UNCHANGED);

        assertThat(book.changes().counted())
                .as("all levels are back where they were")
                .isEmpty();
        assertThat(book.changes().opened()).extracting(Reservation::state).containsExactly(State.RELEASED);
    }

    @Test
    void tellsTheSameOutcomeWhateverBecameOfTheReservationSince() {
        AnOrder refused = anOrder().of(1, "X");
        reserve(order);
        reserve(refused);
        book.sell(order.id());
        book.release(refused.id());

        assertThat(reserve(order)).contains(InventoryReserved.reserved(order.id()));
        assertThat(reserve(refused)).contains(InventoryReserved.refused(refused.id(), CancellationReason.UNKNOWN_SKU));
        assertThat(book.changes().opened()).extracting(Reservation::state).containsOnly(State.SOLD, State.REFUSED);
    }

    @Test
    void setsNothingAsideAndTellsNothingForAnOrderThatWasCancelledFirst() {
        assertThat(book.release(order.id())).isEqualTo(Settlement.SETTLED);

        assertThat(reserve(order)).isEmpty();

        assertThat(book.changes().counted()).isEmpty();
        assertThat(book.changes().opened()).extracting(Reservation::state).containsExactly(State.CANCELLED);
    }

    @Test
    void keepsTheFirstEndOfAnOrder() {
        AnOrder other = anOrder().of(1, "A");
        reserve(order);
        reserve(other);
        book.sell(order.id());
        book.release(other.id());

        assertThat(book.release(order.id())).isEqualTo(Settlement.CONTRADICTED);
        assertThat(book.sell(other.id())).isEqualTo(Settlement.CONTRADICTED);

        assertThat(book.changes().counted()).containsEntry(A, new StockLevel(7, 0, 3));
    }

    @Test
    void wantsAConfirmationTriedAgainWhileItsReservationIsMissing() {
        assertThatThrownBy(() -> book.sell(order.id())).isInstanceOf(ReservationMissing.class);
    }

    @Test
    void changesAReservationThatWasKnownBeforeOnce() {
        Reservation known = Reservation.reserved(order.id(), order.lines());
        StockBook next = new StockBook(new KnownStock(
                Map.of(A, new StockLevel(7, 3, 0), B, new StockLevel(4, 1, 0)), Map.of(order.id(), known), Set.of()));

        next.sell(order.id());

        assertThat(next.changes().opened()).isEmpty();
        assertThat(next.changes().settled()).containsExactly(known.as(State.SOLD));
        assertThat(next.changes().counted())
                .containsExactly(Map.entry(A, new StockLevel(7, 0, 3)), Map.entry(B, new StockLevel(4, 0, 1)));
    }

    @Test
    void makesASkuKnownByItsFirstPieces() {
        assertThat(adjust("1", "NEW", 7)).isTrue();

        assertThat(reserve(anOrder().of(7, "NEW")))
                .get()
                .extracting(InventoryReserved::reserved)
                .isEqualTo(true);
        assertThat(book.changes().stocked()).containsExactly(Map.entry(new Sku("NEW"), new StockLevel(0, 7, 0)));
    }

    @Test
    void refusesAWholeAdjustmentThatWouldTakeMoreThanIsAvailable() {
        reserve(anOrder().of(4, "A"));

        assertThat(adjust("1", "A", -7)).isFalse();
        assertThat(adjust("2", "A", -6)).isTrue();
        assertThat(adjust("3", "NEW", -1)).isFalse();

        assertThat(book.changes().counted()).containsExactly(Map.entry(A, new StockLevel(0, 4, 0)));
        assertThat(book.changes().stocked()).isEmpty();
        assertThat(book.changes().adjustments()).extracting(Adjustment::applied).containsExactly(false, true, false);
    }

    @Test
    void countsAnAdjustmentOnce() {
        StockAdjusted five = new StockAdjusted(A, 5, "restock");
        StockBook next = new StockBook(new KnownStock(Map.of(A, new StockLevel(15, 0, 0)), Map.of(), Set.of("known")));

        assertThat(next.adjust("known", five)).isEmpty();
        assertThat(next.adjust("new", five)).isPresent();
        assertThat(next.adjust("new", five)).isEmpty();

        assertThat(next.changes().counted()).containsExactly(Map.entry(A, new StockLevel(20, 0, 0)));
    }

    @Test
    void writesRowsInTheOrderOfTheirKeys() {
        List<AnOrder> orders =
                List.of(anOrder().of(1, "B"), anOrder().of(1, "A"), anOrder().of(1, "A"));
        orders.reversed().forEach(this::reserve);

        assertThat(book.changes().opened())
                .isSortedAccordingTo((a, b) -> a.orderId().compareTo(b.orderId()));
        assertThat(book.changes().counted().keySet()).containsExactly(A, B);
    }

    private Optional<InventoryReserved> reserve(AnOrder wanted) {
        return book.reserve(wanted.id(), wanted.lines());
    }

    private boolean adjust(String id, String sku, long delta) {
        return book.adjust(id, new StockAdjusted(new Sku(sku), delta, "count"))
                .orElseThrow()
                .applied();
    }
}
