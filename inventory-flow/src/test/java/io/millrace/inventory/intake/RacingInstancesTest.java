package io.millrace.inventory.intake;

import static io.millrace.inventory.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.events.TraceContext;
import io.millrace.inventory.AnOrder;
import io.millrace.inventory.TestDatabase;
import io.millrace.inventory.stock.Reservation.State;
import io.millrace.inventory.stock.StockLevel;
import io.millrace.inventory.store.Overtaken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Two instances of the flow on one database, each with several batches under way. No error but {@link Overtaken} may ever be met. */
class RacingInstancesTest {

    private static final int BATCHES_AT_A_TIME = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestDatabase database = TestDatabase.empty();
    private final InventoryHandler one = database.instance();
    private final InventoryHandler other = database.instance();
    private final Random random = new Random(7);
    private long stocked;

    @AfterEach
    void stockIsConserved() {
        assertThat(database.pieces()).isEqualTo(stocked + database.adjusted());
        assertThat(database.skusThatDisagreeWithTheirReservations()).isEmpty();
        database.close();
    }

    @Test
    void reserveTenOfAHundredOrdersForTenPieces() {
        stock("RARE", 10);
        List<AnOrder> orders = orders(100, () -> anOrder().of(1, "RARE"));

        List<InventoryReserved> outcomes = race(
                batches(5, orders.subList(0, 50), AnOrder::created),
                batches(5, orders.subList(50, 100), AnOrder::created));

        assertThat(outcomes)
                .hasSize(100)
                .filteredOn(InventoryReserved::reserved)
                .hasSize(10);
        assertThat(database.level("RARE")).isEqualTo(new StockLevel(0, 10, 0));
    }

    @Test
    void reserveOneOrderOnceWhenBothHearOfIt() {
        stock("A", 1_000);
        List<AnOrder> orders = orders(200, () -> anOrder().of(2, "A"));
        List<AnOrder> shuffled = new ArrayList<>(orders);
        Collections.shuffle(shuffled, random);

        List<InventoryReserved> outcomes =
                race(batches(7, orders, AnOrder::created), batches(7, shuffled, AnOrder::created));

        assertThat(outcomes).hasSize(400).allMatch(InventoryReserved::reserved);
        assertThat(database.level("A")).isEqualTo(new StockLevel(600, 400, 0));
    }

    @Test
    void sellOneOrderOnceWhenBothHearThatItIsConfirmed() {
        stock("A", 1_000);
        List<AnOrder> orders = orders(200, () -> anOrder().of(2, "A"));
        race(batches(50, orders, AnOrder::created), List.of());
        List<AnOrder> shuffled = new ArrayList<>(orders);
        Collections.shuffle(shuffled, random);

        race(batches(7, orders, AnOrder::confirmed), batches(7, shuffled, AnOrder::confirmed));

        assertThat(database.level("A")).isEqualTo(new StockLevel(600, 0, 400));
    }

    @Test
    void agreeOnAnOrderThatIsCreatedHereWhileItIsCancelledThere() {
        stock("A", 1_000);
        List<AnOrder> orders = orders(300, () -> anOrder().of(2, "A"));

        List<InventoryReserved> outcomes =
                race(batches(6, orders, AnOrder::created), batches(6, orders, AnOrder::cancelled));

        assertThat(database.level("A")).isEqualTo(new StockLevel(1_000, 0, 0));
        assertThat(database.states()).hasSize(300).isSubsetOf(State.RELEASED, State.CANCELLED);
        assertThat(outcomes).hasSize(ordersNotCancelledFirst());
    }

    /** The second of these does not name the lines that the two could wait for each other on. */
    @Test
    void agreeOnAnOrderThatIsCreatedHereWhileItIsAbandonedThere() {
        stock("A", 1_000);
        stock("B", 1_000);
        List<AnOrder> orders = orders(300, () -> anOrder().of(2, "A").and(1, "B"));

        List<InventoryReserved> outcomes =
                race(batches(6, orders, AnOrder::created), batches(6, orders, AnOrder::abandoned));

        assertThat(database.level("A")).isEqualTo(new StockLevel(1_000, 0, 0));
        assertThat(database.states()).hasSize(300).isSubsetOf(State.RELEASED, State.CANCELLED);
        assertThat(outcomes).hasSize(ordersNotCancelledFirst());
    }

    @Test
    void releaseOnceWhatIsCancelledHereAndAbandonedThere() {
        stock("A", 1_000);
        List<AnOrder> orders = orders(200, () -> anOrder().of(2, "A"));
        race(batches(50, orders, AnOrder::created), List.of());
        List<AnOrder> shuffled = new ArrayList<>(orders);
        Collections.shuffle(shuffled, random);

        race(batches(7, orders, AnOrder::cancelled), batches(7, shuffled, AnOrder::abandoned));

        assertThat(database.level("A")).isEqualTo(new StockLevel(1_000, 0, 0));
    }

    /** There is no stock row on which the two facts could wait for each other. */
    @Test
    void agreeOnAnOrderOfUnknownSkusThatIsCreatedHereWhileItIsCancelledThere() {
        List<AnOrder> orders = orders(300, () -> anOrder().of(2, "NEVER-STOCKED"));

        List<InventoryReserved> outcomes =
                race(batches(6, orders, AnOrder::created), batches(6, orders, AnOrder::cancelled));

        assertThat(database.states()).hasSize(300).isSubsetOf(State.REFUSED, State.CANCELLED);
        assertThat(outcomes).hasSize(ordersNotCancelledFirst());
    }

    private int ordersNotCancelledFirst() {
        return (int) database.states().stream()
                .filter(state -> state != State.CANCELLED)
                .count();
    }

    @Test
    void neverDeadlockOverOrdersThatNameTheirSkusInAnyOrder() {
        List<String> skus = IntStream.range(0, 20).mapToObj(i -> "SKU-" + i).toList();
        skus.forEach(sku -> stock(sku, 200));
        List<AnOrder> orders = orders(1_000, () -> ofAnyFive(skus));

        race(
                batches(10, orders.subList(0, 500), AnOrder::created),
                batches(10, orders.subList(500, 1_000), AnOrder::created));
        race(
                batches(10, orders.subList(250, 750), AnOrder::cancelled),
                batches(10, orders.subList(0, 250), AnOrder::cancelled));

        assertThat(database.states()).hasSize(1_000);
    }

    @Test
    void countAnAdjustmentOnceWhenBothHearOfIt() {
        stock("A", 10);
        List<Event<?>> adjustments = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            adjustments.add(adjustment("known-" + i, "A", 1));
            adjustments.add(adjustment("new-" + i, "NEW-" + i % 20, 1));
        }
        List<Event<?>> shuffled = new ArrayList<>(adjustments);
        Collections.shuffle(shuffled, random);

        race(batches(5, adjustments, event -> event), batches(5, shuffled, event -> event));

        assertThat(database.level("A")).isEqualTo(new StockLevel(70, 0, 0));
        assertThat(database.level("NEW-7")).isEqualTo(new StockLevel(3, 0, 0));
    }

    private List<InventoryReserved> race(List<List<Event<?>>> here, List<List<Event<?>>> there) {
        return Flux.merge(work(one, here), work(other, there))
                .flatMapIterable(outcomes -> outcomes)
                .map(event -> (InventoryReserved) event.fact())
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private static Flux<List<Event<?>>> work(InventoryHandler instance, List<List<Event<?>>> batches) {
        return Flux.fromIterable(batches).flatMap(batch -> tryAgainWhenOvertaken(instance, batch), BATCHES_AT_A_TIME);
    }

    private static Mono<List<Event<?>>> tryAgainWhenOvertaken(InventoryHandler instance, List<Event<?>> batch) {
        return Mono.defer(() -> instance.handle(batch))
                .retryWhen(Retry.max(20).filter(error -> error instanceof Overtaken));
    }

    private void stock(String sku, long pieces) {
        database.stock(sku, pieces);
        stocked += pieces;
    }

    private AnOrder ofAnyFive(List<String> skus) {
        AnOrder order = anOrder();
        for (int line = 0; line < 5; line++) {
            order = order.of(1 + random.nextInt(3), skus.get(random.nextInt(skus.size())));
        }
        return order;
    }

    private static List<AnOrder> orders(int count, Supplier<AnOrder> order) {
        return Stream.generate(order).limit(count).toList();
    }

    private static <T> List<List<Event<?>>> batches(int size, List<T> of, Function<T, Event<?>> fact) {
        List<List<Event<?>>> batches = new ArrayList<>();
        for (int from = 0; from < of.size(); from += size) {
            batches.add(of.subList(from, Math.min(of.size(), from + size)).stream()
                    .<Event<?>>map(fact)
                    .toList());
        }
        return batches;
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
