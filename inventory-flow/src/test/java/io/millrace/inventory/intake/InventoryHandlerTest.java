package io.millrace.inventory.intake;

import static io.millrace.inventory.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.events.TraceContext;
import io.millrace.inventory.AnOrder;
import io.millrace.inventory.TestDatabase;
import io.millrace.inventory.stock.Reservation.State;
import io.millrace.inventory.stock.ReservationMissing;
import io.millrace.inventory.stock.StockLevel;
import io.millrace.pipeline.Failure;
import io.millrace.pipeline.sql.R2dbcFailures;
import io.millrace.testing.OrderLines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

/** The flow on a real PostgreSQL, one batch after the other. */
class InventoryHandlerTest {

    private final TestDatabase database = TestDatabase.empty();
    private final InventoryHandler handler = database.instance();
    private final InventoryHandler withoutDatabase =
            new InventoryHandler(TestDatabase.storeWithoutDatabase(), TestDatabase.CLOCK);

    @BeforeEach
    void stock() {
        database.stock("A", 100);
        database.stock("B", 5);
        database.stock("RARE", 10);
        database.stock("NONE", 0);
    }

    @AfterEach
    void stockIsConserved() {
        assertThat(database.pieces()).isEqualTo(115 + database.adjusted());
        assertThat(database.skusThatDisagreeWithTheirReservations()).isEmpty();
        database.close();
    }

    @Test
    void tellsAnOrderUnderItsOwnCorrelationThatItIsReserved() {
        AnOrder order = anOrder().of(3, "A").and(2, "A").and(1, "B");

        StepVerifier.create(handler.handle(List.of(order.created())))
                .assertNext(outcomes -> assertThat(outcomes)
                        .containsExactly(Event.of(
                                "/millrace/inventory-flow",
                                TestDatabase.CLOCK.instant(),
                                order.context(),
                                InventoryReserved.reserved(order.id()))))
                .verifyComplete();

        assertThat(database.level("A")).isEqualTo(new StockLevel(95, 5, 0));
        assertThat(database.level("B")).isEqualTo(new StockLevel(4, 1, 0));
    }

    @Test
    void writesOnceWhatStockSaid() {
        AnOrder reserved = anOrder().of(1, "A");
        AnOrder refused = anOrder().of(1, "NONE");

        try (OrderLines lines = new OrderLines()) {
            handle(reserved.created(), refused.created());
            handle(refused.created(), reserved.created(), reserved.cancelled());

            assertThat(lines.of(reserved.id())).containsExactly("reserved");
            assertThat(lines.of(refused.id())).containsExactly("refused OUT_OF_STOCK");
        }
    }

    @Test
    void reservesTenOfAHundredOrdersForTenPieces() {
        List<AnOrder> orders = orders(100, "RARE");

        assertThat(handle(orders.stream().map(AnOrder::created).toList()))
                .hasSize(100)
                .filteredOn(InventoryReserved::reserved)
                .extracting(InventoryReserved::orderId)
                .containsExactlyElementsOf(
                        orders.subList(0, 10).stream().map(AnOrder::id).toList());

        assertThat(database.level("RARE")).isEqualTo(new StockLevel(0, 10, 0));
    }

    @Test
    void setsNothingAsideForAnOrderOfWhichOneItemIsMissing() {
        AnOrder tooMany = anOrder().of(1, "A").and(6, "B").and(1, "RARE");
        AnOrder none = anOrder().of(1, "A").and(1, "NONE");
        AnOrder unknown = anOrder().of(1, "NONE").and(1, "A").and(1, "X");

        assertThat(handle(tooMany.created(), none.created(), unknown.created()))
                .containsExactly(
                        InventoryReserved.refused(tooMany.id(), CancellationReason.OUT_OF_STOCK),
                        InventoryReserved.refused(none.id(), CancellationReason.OUT_OF_STOCK),
                        InventoryReserved.refused(unknown.id(), CancellationReason.UNKNOWN_SKU));

        assertThat(database.level("A")).isEqualTo(new StockLevel(100, 0, 0));
        assertThat(database.level("RARE")).isEqualTo(new StockLevel(10, 0, 0));
    }

    @Test
    void sellsOnConfirmationAndReleasesOnCancellation() {
        AnOrder sold = anOrder().of(2, "A");
        AnOrder released = anOrder().of(3, "A");
        handle(sold.created(), released.created());

        assertThat(handle(sold.accepted(), sold.confirmed(), released.cancelled()))
                .isEmpty();

        assertThat(database.level("A")).isEqualTo(new StockLevel(98, 0, 2));
        assertThat(database.states()).containsExactlyInAnyOrder(State.SOLD, State.RELEASED);
    }

    @Test
    void releasesWhatAnAbandonedOrderHoldsThoughNobodyNamesItsLines() {
        AnOrder lost = anOrder().of(3, "A").and(1, "B");
        handle(lost.created());

        for (int i = 0; i < 5; i++) {
            assertThat(handle(lost.abandoned())).isEmpty();
        }

        assertThat(database.level("A")).isEqualTo(new StockLevel(100, 0, 0));
        assertThat(database.level("B")).isEqualTo(new StockLevel(5, 0, 0));
        assertThat(database.states()).containsExactly(State.RELEASED);
    }

    @Test
    void setsNothingAsideForAnOrderThatWasAbandonedFirst() {
        AnOrder lost = anOrder().of(3, "A");

        assertThat(handle(lost.abandoned())).isEmpty();
        assertThat(handle(lost.created(), lost.cancelled())).isEmpty();

        assertThat(database.level("A")).isEqualTo(new StockLevel(100, 0, 0));
        assertThat(database.states()).containsExactly(State.CANCELLED);
    }

    @Test
    void createsAndAbandonsInOneBatch() {
        AnOrder lost = anOrder().of(3, "A");

        assertThat(handle(lost.created(), lost.abandoned())).hasSize(1);

        assertThat(database.states()).containsExactly(State.RELEASED);
    }

    @Test
    void staysWithASaleOfAnAbandonedOrder() {
        AnOrder sold = anOrder().of(3, "A");
        handle(sold.created(), sold.confirmed());

        handle(sold.abandoned());

        assertThat(database.level("A")).isEqualTo(new StockLevel(97, 0, 3));
    }

    @Test
    void carriesAnOrderThroughItsWholeLifeInOneBatch() {
        AnOrder order = anOrder().of(2, "A");

        assertThat(handle(order.created(), order.accepted(), order.confirmed())).hasSize(1);

        assertThat(database.level("A")).isEqualTo(new StockLevel(98, 0, 2));
    }

    @Test
    void setsNothingAsideForAnOrderThatWasCancelledFirst() {
        AnOrder order = anOrder().of(2, "A");

        assertThat(handle(order.cancelled())).isEmpty();
        assertThat(handle(order.created())).isEmpty();
        assertThat(handle(order.created(), order.cancelled())).isEmpty();

        assertThat(database.level("A")).isEqualTo(new StockLevel(100, 0, 0));
        assertThat(database.states()).containsExactly(State.CANCELLED);
    }

    @Test
    void answersTheSameToEveryFactDeliveredFiveTimes() {
        AnOrder sold = anOrder().of(2, "A");
        AnOrder released = anOrder().of(3, "A");
        AnOrder refused = anOrder().of(6, "B");
        List<Event<?>> created = List.of(sold.created(), released.created(), refused.created());
        List<Event<?>> settled = List.of(sold.confirmed(), released.cancelled(), refused.cancelled());
        List<InventoryReserved> outcomes = handle(created);

        for (int again = 0; again < 4; again++) {
            assertThat(handle(created)).isEqualTo(outcomes);
        }
        for (int again = 0; again < 5; again++) {
            assertThat(handle(settled)).isEmpty();
            assertThat(handle(created)).isEqualTo(outcomes);
        }
        List<Event<?>> all = Stream.concat(created.stream(), settled.stream()).toList();
        assertThat(handle(Collections.nCopies(5, all).stream()
                        .flatMap(List::stream)
                        .toList()))
                .hasSize(15)
                .containsOnlyElementsOf(outcomes);

        assertThat(database.level("A")).isEqualTo(new StockLevel(98, 0, 2));
        assertThat(database.states()).containsExactlyInAnyOrder(State.SOLD, State.RELEASED, State.REFUSED);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
    @CsvSource({
        "created, confirmed, cancelled, SOLD, true",
        "created, cancelled, confirmed, RELEASED, true",
        "confirmed, created, cancelled, SOLD, true",
        "confirmed, cancelled, created, CANCELLED, false",
        "cancelled, created, confirmed, CANCELLED, false",
        "cancelled, confirmed, created, CANCELLED, false",
    })
    void comesToOneEndInAnyOrderOfArrival(String first, String second, String third, State end, boolean told) {
        AnOrder order = anOrder().of(2, "A");

        List<InventoryReserved> outcomes = new ArrayList<>();
        for (String fact : retried(first, second, third)) {
            outcomes.addAll(handle(fact(fact, order)));
        }

        assertThat(outcomes).hasSize(told ? 1 : 0);
        assertThat(database.states()).containsExactly(end);
        assertThat(database.level("A").sold()).isEqualTo(end == State.SOLD ? 2 : 0);
        assertThat(database.level("A").reserved()).isZero();
    }

    private static Event<?> fact(String name, AnOrder order) {
        return switch (name) {
            case "created" -> order.created();
            case "confirmed" -> order.confirmed();
            case "cancelled" -> order.cancelled();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A confirmation that comes first is tried again, as the runtime does: after the next fact of another topic. */
    private static List<String> retried(String first, String second, String third) {
        return first.equals("confirmed") ? List.of(second, first, third) : List.of(first, second, third);
    }

    @Test
    void keepsNothingOfABatchInWhichOneEventFails() {
        AnOrder good = anOrder().of(2, "A");
        AnOrder unheard = anOrder().of(1, "A");

        StepVerifier.create(handler.handle(List.of(good.created(), unheard.confirmed())))
                .verifyError(ReservationMissing.class);

        assertThat(database.states()).isEmpty();
        assertThat(database.level("A")).isEqualTo(new StockLevel(100, 0, 0));
    }

    @Test
    void countsAdjustmentsOnceAndInOrder() {
        Event<?> restock = adjustment("1", "RARE", 5);
        Event<?> tooMuch = adjustment("2", "RARE", -16);
        Event<?> taken = adjustment("3", "RARE", -15);
        Event<?> fresh = adjustment("4", "NEW", 7);
        Event<?> nothingThere = adjustment("5", "OTHER", -1);

        for (int times = 0; times < 5; times++) {
            assertThat(handle(restock, tooMuch, taken, fresh, restock, nothingThere))
                    .isEmpty();
        }

        assertThat(database.level("RARE")).isEqualTo(new StockLevel(0, 0, 0));
        assertThat(database.level("NEW")).isEqualTo(new StockLevel(7, 0, 0));
        assertThat(database.adjusted()).isEqualTo(5 - 15 + 7);
    }

    @Test
    void reservesWhatWasStockedInTheSameBatch() {
        AnOrder early = anOrder().of(1, "NEW");
        AnOrder late = anOrder().of(1, "NEW");

        assertThat(handle(early.created(), adjustment("1", "NEW", 1), late.created()))
                .containsExactly(
                        InventoryReserved.refused(early.id(), CancellationReason.UNKNOWN_SKU),
                        InventoryReserved.reserved(late.id()));

        assertThat(database.level("NEW")).isEqualTo(new StockLevel(0, 1, 0));
    }

    @Test
    void isConcernedByAllThatItReadsButThatAnOrderWasAccepted() {
        AnOrder order = anOrder().of(1, "A");

        assertThat(withoutDatabase.concerns(order.accepted())).isFalse();
        assertThat(List.of(order.created(), order.confirmed(), order.cancelled(), adjustment("1", "A", 1)))
                .allMatch(withoutDatabase::concerns);
    }

    @Test
    void saysThatTheDatabaseIsGoneRatherThanBlamingTheEvent() {
        StepVerifier.create(withoutDatabase.handle(List.of(anOrder().of(1, "A").created())))
                .verifyErrorSatisfies(error ->
                        assertThat(new R2dbcFailures().sort(error)).isEqualTo(new Failure.Unavailable("postgres")));
    }

    private List<InventoryReserved> handle(Event<?>... events) {
        return handle(List.of(events));
    }

    private List<InventoryReserved> handle(List<Event<?>> events) {
        return handler.handle(events).blockOptional().orElseThrow().stream()
                .map(Event::fact)
                .map(InventoryReserved.class::cast)
                .toList();
    }

    private static List<AnOrder> orders(int count, String sku) {
        return IntStream.range(0, count).mapToObj(i -> anOrder().of(1, sku)).toList();
    }

    private static Event<?> adjustment(String id, String sku, long delta) {
        return new Event<>(
                id,
                "/millrace/gateway",
                AnOrder.PLACED,
                new TraceContext("c", null, null),
                new StockAdjusted(new Sku(sku), delta, "count"));
    }
}
