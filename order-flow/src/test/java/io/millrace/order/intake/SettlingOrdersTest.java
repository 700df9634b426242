package io.millrace.order.intake;

import static io.millrace.events.CancellationReason.CUSTOMER_CANCELLED;
import static io.millrace.events.CancellationReason.OUT_OF_STOCK;
import static io.millrace.events.CancellationReason.TIMED_OUT;
import static io.millrace.events.OrderStatus.ACCEPTED;
import static io.millrace.events.OrderStatus.CONFIRMED;
import static io.millrace.order.fixture.AnOrder.NOON;
import static io.millrace.order.fixture.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.events.Event;
import io.millrace.events.Fact;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.OrderStatusChanged.Step;
import io.millrace.events.OrderStatusRequested;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.TraceContext;
import io.millrace.order.fixture.AnOrder;
import io.millrace.order.fixture.Intake;
import io.millrace.order.fixture.OrderDatabase;
import io.millrace.order.fixture.Permutations;
import io.millrace.order.settlement.Change;
import io.millrace.order.settlement.Order;
import io.millrace.order.store.OrderTable;
import io.millrace.pipeline.BatchHandler;
import io.millrace.testing.OrderLines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.OptimisticLockingFailureException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class SettlingOrdersTest {

    private static final Instant NOW = NOON.plusSeconds(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Instant LONG_AGO = NOW.minus(TEN_MINUTES).minusMillis(1);

    private static OrderDatabase database;
    private static OrderTable table;
    private static BatchHandler handler;

    @BeforeAll
    static void connect() {
        database = OrderDatabase.create();
        table = new OrderTable(database.sql());
        handler = Intake.settling(table, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void disconnect() {
        database.close();
    }

    @Test
    void countsAndWritesASettledOrderOnce() {
        AnOrder confirmed = anOrder();
        AnOrder refused = anOrder();
        MeterRegistry meters = new SimpleMeterRegistry();
        BatchHandler counting = new SettlingOrders(table, Intake.DEADLINE, Clock.fixed(NOW, ZoneOffset.UTC), meters);

        try (OrderLines lines = new OrderLines()) {
            for (int delivery = 0; delivery < 2; delivery++) {
                counting.handle(List.of(confirmed.created(), refused.created(), confirmed.paid()))
                        .block();
                counting.handle(List.of(confirmed.reserved(), refused.refused(OUT_OF_STOCK)))
                        .block();
            }

            assertThat(lines.of(confirmed.id())).containsExactly("confirmed");
            assertThat(lines.of(refused.id())).containsExactly("cancelled OUT_OF_STOCK");
        }
        assertThat(settled(meters, "CONFIRMED", "NONE")).isEqualTo(1);
        assertThat(settled(meters, "CANCELLED", "OUT_OF_STOCK")).isEqualTo(1);
        assertThat(meters.get("millrace.orders.settling").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
    }

    private static double settled(MeterRegistry meters, String status, String reason) {
        return meters.get("millrace.orders.settled")
                .tags("status", status, "reason", reason)
                .counter()
                .count();
    }

    @Test
    void acceptsAnOrder() {
        AnOrder order = anOrder();

        assertThat(handle(order.created())).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(order.id() + ":status:1");
            assertThat(event.source()).isEqualTo("/millrace/order-flow");
            assertThat(event.fact())
                    .isEqualTo(new OrderStatusChanged(
                            order.id(),
                            "c-1",
                            "EUR",
                            2698,
                            order.items(),
                            ACCEPTED,
                            null,
                            null,
                            null,
                            1,
                            "corr-1",
                            "4bf92f3577b34da6a3ce929d0e0e4736",
                            NOON,
                            NOW,
                            null,
                            List.of(new Step(ACCEPTED, NOON))));
        });
    }

    @Test
    void saysNothingWhileOnlyOneAnswerIsKnown() {
        AnOrder order = anOrder();
        handle(order.created());

        assertThat(handle(order.reserved())).isEmpty();
    }

    @Test
    void confirmsWhatIsPaidAndReserved() {
        AnOrder order = anOrder();
        handle(order.created());
        handle(order.reserved());

        assertThat(handle(order.paid())).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(order.id() + ":status:2");
            assertThat(event.fact().status()).isEqualTo(CONFIRMED);
            assertThat(event.fact().items()).isEqualTo(order.items());
            assertThat(event.fact().timeline()).containsExactly(new Step(ACCEPTED, NOON), new Step(CONFIRMED, NOW));
        });
    }

    @Test
    void publishesOnlyTheNewestOfSeveralStepsInOneBatch() {
        AnOrder order = anOrder();

        assertThat(handle(order.created(), order.reserved(), order.paid()))
                .extracting(Event::id)
                .containsExactly(order.id() + ":status:2");
    }

    @Test
    void keepsFactsThatComeBeforeTheirOrder() {
        AnOrder order = anOrder();
        assertThat(handle(order.refused(OUT_OF_STOCK))).isEmpty();

        assertThat(handle(order.created())).singleElement().satisfies(event -> {
            assertThat(event.fact().reason()).isEqualTo(OUT_OF_STOCK);
            assertThat(event.fact().version()).isEqualTo(2);
        });
    }

    @Test
    void answersARedeliveryWithTheSameOutcome() {
        AnOrder order = anOrder();
        List<Event<OrderStatusChanged>> first = handle(order.created(), order.cancelled());

        assertThat(handle(order.created(), order.cancelled())).isEqualTo(first);
        assertThat(handle(order.cancelled())).isEqualTo(first);
    }

    @Test
    void answersARedeliveryThatBringsSomethingNewToo() {
        AnOrder order = anOrder();
        handle(order.created());

        assertThat(handle(order.created(), order.reserved()))
                .extracting(Event::id)
                .containsExactly(order.id() + ":status:1");
    }

    @Test
    void doesNotWriteWhatItKnows() {
        AnOrder order = anOrder();
        handle(order.created());
        int revision = find(order).revision();

        handle(order.created(), order.created());

        assertThat(find(order).revision()).isEqualTo(revision);
    }

    @Test
    void takesTheFirstOfTwoOrdersUnderOneIdempotencyKey() {
        AnOrder order = anOrder();
        handle(order.created());

        assertThat(handle(order.of(7, "SKU-9").created()))
                .singleElement()
                .satisfies(event -> assertThat(event.fact().items()).isEqualTo(order.items()));
    }

    @Test
    void leavesAConfirmedOrderConfirmed() {
        AnOrder order = anOrder();
        handle(order.created(), order.paid(), order.reserved());

        assertThat(handle(order.cancelled())).isEmpty();
        assertThat(find(order).asItStands().status()).isEqualTo(CONFIRMED);
    }

    @Test
    void letsACancellationOutweighAConfirmationInTheSameBatch() {
        AnOrder order = anOrder();

        assertThat(handle(order.created(), order.paid(), order.reserved(), order.cancelled()))
                .singleElement()
                .satisfies(event -> assertThat(event.fact().reason()).isEqualTo(CUSTOMER_CANCELLED));
    }

    @Test
    void tellsOutcomesAsTheirOrdersWereFirstMentioned() {
        List<AnOrder> orders = Stream.generate(AnOrder::anOrder).limit(20).toList();
        List<AnOrder> shuffled = new ArrayList<>(orders);
        Collections.shuffle(shuffled, new Random(1));
        List<Event<?>> batch = new ArrayList<>();
        shuffled.forEach(order -> batch.add(order.created()));
        orders.forEach(order -> batch.add(order.declined()));

        assertThat(handle(batch))
                .extracting(event -> event.fact().orderId())
                .containsExactlyElementsOf(shuffled.stream().map(AnOrder::id).toList());
    }

    @Test
    void passesOnTheTraceOfTheEventThatCameLast() {
        AnOrder order = anOrder();
        TraceContext last = new TraceContext("corr-2", null, "vendor=1");
        Event<?> paid = Event.of("/millrace/test", NOON, last, order.paid().fact());

        assertThat(handle(order.created(), paid)).singleElement().satisfies(event -> {
            assertThat(event.context()).isEqualTo(last);
            assertThat(event.fact().correlationId()).isEqualTo("corr-1");
        });
    }

    @Test
    void answersWhoAsksWithTheOrderAsItStandsInTheTraceItBeganIn() {
        AnOrder open = anOrder();
        AnOrder settled = anOrder();
        handle(open.created());
        List<Event<OrderStatusChanged>> confirmed = handle(settled.created(), settled.paid(), settled.reserved());

        assertThat(handle(open.askedFor("payment-flow", NOON))).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(open.id() + ":status:1");
            assertThat(event.context()).isEqualTo(AnOrder.REQUEST);
        });
        assertThat(handle(settled.askedFor("inventory-flow", NOON))).isEqualTo(confirmed);
    }

    @Test
    void abandonsAnOrderNobodyPlacedOnceItsDeadlineIsPast() {
        AnOrder lost = anOrder();
        handle(lost.paid());

        assertThat(tell(lost.askedFor("payment-flow", NOW.minus(TEN_MINUTES)))).isEmpty();
        List<Event<?>> told = tell(lost.askedFor("payment-flow", LONG_AGO));

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(lost.id() + ":abandoned");
            assertThat(event.fact()).isEqualTo(new OrderAbandoned(lost.id(), TIMED_OUT));
        });
        assertThat(tell(lost.askedFor("inventory-flow", LONG_AGO)))
                .extracting(Event::id)
                .containsExactly(lost.id() + ":abandoned");
    }

    @Test
    void cancelsAnAbandonedOrderThatComesToLightAfterAll() {
        AnOrder lost = anOrder();
        tell(lost.askedFor("payment-flow", LONG_AGO));

        assertThat(handle(lost.created(), lost.paid(), lost.reserved()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.fact().reason()).isEqualTo(TIMED_OUT);
                    assertThat(event.fact().version()).isEqualTo(2);
                });
    }

    @Test
    void keepsAnOrderThatIsAskedForAndPlacedInOneBatch() {
        AnOrder slow = anOrder();

        assertThat(handle(slow.askedFor("payment-flow", LONG_AGO), slow.paid(), slow.reserved(), slow.created()))
                .singleElement()
                .satisfies(event -> assertThat(event.fact().status()).isEqualTo(CONFIRMED));
    }

    @Test
    void countsTheOrdersItAbandons() {
        MeterRegistry meters = new SimpleMeterRegistry();
        BatchHandler counting = new SettlingOrders(table, Intake.DEADLINE, Clock.fixed(NOW, ZoneOffset.UTC), meters);

        StepVerifier.create(counting.handle(List.of(
                        anOrder().askedFor("payment-flow", LONG_AGO),
                        anOrder().created(),
                        anOrder().askedFor("payment-flow", LONG_AGO))))
                .expectNextCount(1)
                .verifyComplete();

        assertThat(meters.get("millrace.reconciler.found")
                        .tag("kind", "abandoned-order")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    static Stream<List<Event<?>>> everyOrderOfArrival() {
        AnOrder order = anOrder();
        return Stream.of(
                        List.<Event<?>>of(order.created(), order.paid(), order.reserved()),
                        List.<Event<?>>of(order.created(), order.paid(), order.reserved(), order.cancelled()),
                        List.<Event<?>>of(order.created(), order.declined(), order.refused(OUT_OF_STOCK)),
                        List.<Event<?>>of(
                                order.created(),
                                order.paid(),
                                order.reserved(),
                                order.askedFor("payment-flow", LONG_AGO)))
                .flatMap(story -> Permutations.of(story).stream());
    }

    @ParameterizedTest
    @MethodSource("everyOrderOfArrival")
    void settlesInOneBatchWithEveryFactFiveTimes(List<Event<?>> facts) {
        database.empty();
        List<Event<?>> batch = IntStream.range(0, 5)
                .boxed()
                .<Event<?>>flatMap(again -> facts.stream())
                .toList();

        List<Event<OrderStatusChanged>> outcomes = handle(batch);

        assertThat(outcomes).hasSize(1);
        assertThat(handle(batch)).isEqualTo(outcomes);
        assertOutcomeOf(facts, outcomes.getLast().fact());
    }

    @ParameterizedTest
    @MethodSource("everyOrderOfArrival")
    void settlesInManyBatchesWithEveryFactFiveTimes(List<Event<?>> facts) {
        database.empty();
        List<Event<?>> told = new ArrayList<>();
        for (Event<?> fact : facts) {
            IntStream.range(0, 5).forEach(again -> told.addAll(tell(fact)));
        }
        List<Event<OrderStatusChanged>> outcomes = statuses(told);

        assertThat(outcomes).extracting(event -> event.fact().version()).isSorted();
        assertThat(outcomes.stream()
                        .filter(event -> event.fact().version() == 2)
                        .map(event -> event.fact().status())
                        .distinct())
                .hasSize(1);
        assertOutcomeOf(facts, outcomes.getLast().fact());
    }

    @Test
    void racesAnotherInstanceToTheSameOutcome() {
        BatchHandler other = Intake.settling(table, Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC));
        List<AnOrder> orders = Stream.generate(AnOrder::anOrder).limit(200).toList();
        List<Event<?>> facts = new ArrayList<>();
        for (AnOrder order : orders) {
            facts.addAll(List.of(order.created(), order.paid(), order.reserved(), order.cancelled()));
        }
        List<Event<OrderStatusChanged>> told = Flux.merge(
                        inBatches(10, handler, facts, 1),
                        inBatches(50, other, facts, 2),
                        inBatches(10, handler, facts, 3))
                .collectList()
                .blockOptional()
                .orElseThrow();

        Map<OrderId, List<Event<OrderStatusChanged>>> byOrder = told.stream()
                .collect(Collectors.groupingBy(event -> event.fact().orderId()));
        assertThat(byOrder).hasSize(orders.size());
        assertThat(orders).allSatisfy(order -> {
            OrderStatusChanged end = find(order).asItStands();
            assertThat(end.version()).isEqualTo(2);
            assertThat(end.payment()).isNotNull();
            assertThat(end.inventory()).isNotNull();
            assertThat(find(order).revision()).isLessThanOrEqualTo(4);
            assertThat(byOrder.getOrDefault(order.id(), List.of()))
                    .filteredOn(event -> event.fact().version() == 2)
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        assertThat(event.fact().status()).isEqualTo(end.status());
                        assertThat(event.fact().settledAt()).isEqualTo(end.settledAt());
                    });
        });
    }

    @Test
    void readsNoOrderThatItWroteItself() {
        Readings readings = new Readings();
        BatchHandler instance = Intake.settling(readings, Clock.fixed(NOW, ZoneOffset.UTC));
        AnOrder order = anOrder();

        tell(instance, order.created());
        tell(instance, order.paid());

        assertThat(tell(instance, order.reserved())).extracting(Event::id).containsExactly(order.id() + ":status:2");
        assertThat(readings.orders).isEmpty();
        assertThat(find(order).asItStands().status()).isEqualTo(CONFIRMED);
    }

    @Test
    void findsThatAnotherInstanceWroteAnOrderItRemembers() {
        BatchHandler instance = Intake.settling(table, Clock.fixed(NOW, ZoneOffset.UTC));
        AnOrder order = anOrder();
        tell(instance, order.created());
        handle(order.paid());

        assertThat(tell(instance, order.reserved())).extracting(Event::id).containsExactly(order.id() + ":status:2");
        assertThat(find(order).asItStands().status()).isEqualTo(CONFIRMED);
    }

    @Test
    void findsThatAnOrderIsNotAsNewAsItsCreation() {
        BatchHandler instance = Intake.settling(table, Clock.fixed(NOW, ZoneOffset.UTC));
        AnOrder order = anOrder();
        handle(order.paid(), order.cancelled());

        assertThat(tell(instance, order.created())).extracting(Event::id).containsExactly(order.id() + ":status:2");
        assertThat(find(order).facts().payment()).isNotNull();
    }

    @Test
    void answersARedeliveryByWhatIsWrittenAndNotByWhatItRemembers() {
        BatchHandler instance = Intake.settling(table, Clock.fixed(NOW, ZoneOffset.UTC));
        AnOrder order = anOrder();
        tell(instance, order.created());
        handle(order.paid(), order.reserved());

        assertThat(tell(instance, order.created())).extracting(Event::id).containsExactly(order.id() + ":status:2");
    }

    /** The database falls back to what it knew before the payment, and goes on from there: the revisions are those it had, and mean something else. */
    @Test
    void forgetsWhatALargeBatchReads() {
        BatchHandler instance = Intake.settling(table, Clock.fixed(NOW, ZoneOffset.UTC));
        AnOrder order = anOrder();
        tell(instance, order.created());
        tell(instance, order.paid());
        lose(order);
        handle(order.created());

        tell(instance, amongOthers(order.cancelled()));
        tell(instance, order.reserved());

        assertThat(find(order).asItStands().reason()).isEqualTo(CUSTOMER_CANCELLED);
    }

    private static Event<?>[] amongOthers(Event<?> event) {
        return Stream.concat(
                        Stream.of(event),
                        Stream.generate(() -> anOrder().created()).limit(40))
                .toArray(Event<?>[]::new);
    }

    private static void lose(AnOrder order) {
        database.sql()
                .sql("DELETE FROM orders WHERE order_id = $1")
                .bind(0, order.id().value())
                .then()
                .block();
    }

    /** As after a failover to a server that had not heard of it yet. */
    @Test
    void writesAnOrderWholeThatTheDatabaseHasLost() {
        AnOrder order = anOrder();
        handle(order.created());
        Order before = find(order);
        lose(order);

        handle(order.paid());

        assertThat(find(order).facts().placement()).isEqualTo(before.facts().placement());
        assertThat(find(order).facts().payment()).isNotNull();
        assertThat(find(order).asItStands().status()).isEqualTo(ACCEPTED);
    }

    /** Keeps which orders were read. */
    private static final class Readings extends OrderTable {

        private final List<OrderId> orders = new ArrayList<>();

        Readings() {
            super(database.sql());
        }

        @Override
        public Mono<Map<OrderId, Order>> find(Collection<OrderId> ids) {
            orders.addAll(ids);
            return super.find(ids);
        }
    }

    @Test
    void decidesAfreshWhenAnotherInstanceCameBetween() {
        AnOrder order = anOrder();
        handle(order.created());
        OrderTable interrupted = new OrderTable(database.sql()) {
            private boolean first = true;

            @Override
            public Mono<Map<OrderId, Order>> find(Collection<OrderId> ids) {
                boolean interrupt = first;
                first = false;
                return super.find(ids)
                        .flatMap(found -> interrupt
                                ? handler.handle(List.of(order.reserved())).thenReturn(found)
                                : Mono.just(found));
            }
        };

        StepVerifier.create(Intake.settling(interrupted, Clock.fixed(NOW, ZoneOffset.UTC))
                        .handle(List.of(order.paid())))
                .assertNext(outcomes ->
                        assertThat(outcomes).extracting(Event::id).containsExactly(order.id() + ":status:2"))
                .verifyComplete();
    }

    @Test
    void givesUpForNowWhenItLosesEveryRace() {
        AnOrder order = anOrder();
        OrderTable alwaysLate = new OrderTable(database.sql()) {
            @Override
            public Mono<Set<OrderId>> write(List<Change> changes, Set<OrderId> unread) {
                return Mono.just(Set.of());
            }
        };

        StepVerifier.create(Intake.settling(alwaysLate, Clock.systemUTC()).handle(List.of(order.created())))
                .expectError(OptimisticLockingFailureException.class)
                .verify();
    }

    private static void assertOutcomeOf(List<Event<?>> facts, OrderStatusChanged end) {
        assertThat(end.version()).isEqualTo(2);
        assertThat(end)
                .isEqualTo(table.find(List.of(end.orderId())).blockOptional().orElseThrow().values().stream()
                        .findFirst()
                        .orElseThrow()
                        .asItStands());
        assertThat(Objects.toString(end.reason(), "none")).isIn(explanations(facts));
    }

    /** What may have settled an order of which these are all the facts. */
    private static Set<String> explanations(List<Event<?>> facts) {
        Set<String> explanations = new HashSet<>();
        boolean confirmable = true;
        for (Event<?> event : facts) {
            String obstacle = obstacle(event.fact());
            if (obstacle != null) {
                explanations.add(obstacle);
                confirmable &= event.fact() instanceof OrderCancellationRequested
                        || event.fact() instanceof OrderStatusRequested;
            }
        }
        if (confirmable) {
            explanations.add("none");
        }
        return explanations;
    }

    private static @Nullable String obstacle(Fact fact) {
        return switch (fact) {
            case PaymentCompleted payment -> payment.approved() ? null : "PAYMENT_DECLINED";
            case InventoryReserved stock ->
                stock.reason() == null ? null : stock.reason().name();
            case OrderCancellationRequested request -> request.reason().name();
            case OrderStatusRequested question -> TIMED_OUT.name();
            default -> null;
        };
    }

    private static Flux<Event<?>> shuffled(List<Event<?>> facts, int seed) {
        List<Event<?>> order = new ArrayList<>(facts);
        Collections.shuffle(order, new Random(seed));
        return Flux.fromIterable(order);
    }

    @SuppressWarnings("unchecked")
    private static Flux<Event<OrderStatusChanged>> inBatches(
            int size, BatchHandler by, List<Event<?>> facts, int seed) {
        return shuffled(facts, seed)
                .buffer(size)
                .concatMap(by::handle)
                .flatMapIterable(outcomes -> outcomes)
                .map(event -> (Event<OrderStatusChanged>) event)
                .subscribeOn(Schedulers.parallel());
    }

    private static Order find(AnOrder order) {
        return table.find(List.of(order.id()))
                .mapNotNull(found -> found.get(order.id()))
                .blockOptional()
                .orElseThrow();
    }

    private static List<Event<OrderStatusChanged>> handle(Event<?>... batch) {
        return handle(List.of(batch));
    }

    private static List<Event<OrderStatusChanged>> handle(List<Event<?>> batch) {
        List<Event<?>> told = tell(batch.toArray(Event<?>[]::new));
        assertThat(told).allSatisfy(event -> assertThat(event.fact()).isInstanceOf(OrderStatusChanged.class));
        return statuses(told);
    }

    private static List<Event<?>> tell(Event<?>... batch) {
        return tell(handler, batch);
    }

    private static List<Event<?>> tell(BatchHandler by, Event<?>... batch) {
        return by.handle(List.of(batch)).blockOptional().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<Event<OrderStatusChanged>> statuses(List<Event<?>> told) {
        return told.stream()
                .filter(event -> event.fact() instanceof OrderStatusChanged)
                .map(event -> (Event<OrderStatusChanged>) event)
                .toList();
    }
}
