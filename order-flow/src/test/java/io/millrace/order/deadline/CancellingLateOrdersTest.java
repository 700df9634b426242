package io.millrace.order.deadline;

import static io.millrace.events.CancellationReason.TIMED_OUT;
import static io.millrace.order.fixture.AnOrder.NOON;
import static io.millrace.order.fixture.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderId;
import io.millrace.order.fixture.AnOrder;
import io.millrace.order.fixture.Intake;
import io.millrace.order.fixture.OrderDatabase;
import io.millrace.order.intake.SettlingOrders;
import io.millrace.order.store.LateOrders;
import io.millrace.order.store.OrderTable;
import io.millrace.reconciler.SweepProperties;
import io.millrace.testing.MovableClock;
import io.millrace.testing.RecordingPublisher;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CancellingLateOrdersTest {

    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final Duration REPEAT_AFTER = Duration.ofSeconds(30);

    private static final OrderDatabase database = OrderDatabase.create();

    private final MovableClock clock = new MovableClock(NOON);
    private final RecordingPublisher log = new RecordingPublisher();
    private final OrderTable table = new OrderTable(database.sql());
    private final SettlingOrders settling = Intake.settling(table, clock);
    private final CancellingLateOrders cancelling = anInstance();

    @AfterAll
    static void disconnect() {
        database.close();
    }

    @BeforeEach
    void beginWithNoOrders() {
        database.empty();
    }

    @Test
    void leavesAnOrderInPeaceUntilItsDeadline() {
        handle(anOrder().created());

        clock.advance(DEADLINE);

        assertThat(sweep(cancelling)).isZero();
        assertThat(log.takePublished()).isEmpty();
    }

    @Test
    void asksToCancelAnOrderPastItsDeadlineInTheTraceItBeganIn() {
        AnOrder late = anOrder();
        handle(late.created(), late.paid());

        clock.advance(DEADLINE.plusMillis(1));

        assertThat(sweep(cancelling)).isOne();
        assertThat(log.takePublished()).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(late.id() + ":cancellation:TIMED_OUT");
            assertThat(event.fact()).isEqualTo(new OrderCancellationRequested(late.id(), TIMED_OUT));
            assertThat(event.context()).isEqualTo(AnOrder.REQUEST);
        });
    }

    @Test
    void leavesSettledOrdersAndLoneFactsAlone() {
        AnOrder confirmed = anOrder();
        AnOrder cancelled = anOrder();
        AnOrder neverPlaced = anOrder();
        handle(confirmed.created(), confirmed.paid(), confirmed.reserved());
        handle(cancelled.created(), cancelled.cancelled());
        handle(neverPlaced.paid());

        clock.advance(DEADLINE.multipliedBy(2));

        assertThat(sweep(cancelling)).isZero();
    }

    @Test
    void findsAllHoweverManyMoreThanABatchAndEvenOfOneMoment() {
        handle(IntStream.range(0, 25)
                .<Event<?>>mapToObj(i -> anOrder().created())
                .toArray(Event<?>[]::new));

        clock.advance(DEADLINE.plusSeconds(1));

        assertThat(sweep(cancelling)).isEqualTo(25);
        assertThat(log.takePublished()).extracting(Event::id).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void asksAgainOnlyWhenARoundIsOver() {
        handle(anOrder().created());
        clock.advance(DEADLINE.plusSeconds(1));
        sweep(cancelling);

        clock.advance(REPEAT_AFTER.minusSeconds(1));
        assertThat(sweep(cancelling)).isZero();

        clock.advance(Duration.ofSeconds(1));
        assertThat(sweep(cancelling)).isOne();
    }

    @Test
    void findsTheNextLateOrderWithinTheSameRound() {
        handle(anOrder().created());
        handle(anOrder().placedAt(NOON.plusSeconds(5)).created());
        clock.advance(DEADLINE.plusSeconds(1));
        sweep(cancelling);

        clock.advance(Duration.ofSeconds(5));

        assertThat(sweep(cancelling)).isOne();
    }

    @Test
    void findsAnOrderThatReachedUsLaterThanItsDeadline() {
        handle(anOrder().created());
        clock.advance(DEADLINE.plusSeconds(1));
        sweep(cancelling);
        log.takePublished();
        AnOrder delayed = anOrder().placedAt(NOON.minusSeconds(60));
        handle(delayed.created());

        clock.advance(REPEAT_AFTER);
        sweep(cancelling);

        assertThat(orderIds(log)).contains(delayed.id());
    }

    @Test
    void asksAgainForABatchTheBrokerDidNotTake() {
        handle(anOrder().created());
        clock.advance(DEADLINE.plusSeconds(1));
        log.brokerIsAway(true);
        StepVerifier.create(cancelling.sweep()).verifyErrorMessage("the broker is away");

        log.brokerIsAway(false);

        assertThat(sweep(cancelling)).isOne();
    }

    @Test
    void settlesOnceThoughTwoInstancesAskAtOnce() {
        AnOrder late = anOrder();
        handle(late.created());
        clock.advance(DEADLINE.plusSeconds(1));

        StepVerifier.create(Mono.zip(cancelling.sweep(), anInstance().sweep()))
                .expectNextCount(1)
                .verifyComplete();
        List<Event<?>> asked = log.takePublished();
        handle(asked.toArray(Event<?>[]::new));

        assertThat(asked).hasSize(2).extracting(Event::id).containsOnly(late.id() + ":cancellation:TIMED_OUT");
        assertThat(sweep(anInstance())).isZero();
        assertThat(table.find(List.of(late.id())).blockOptional().orElseThrow().values())
                .singleElement()
                .satisfies(order -> {
                    assertThat(order.revision()).isEqualTo(2);
                    assertThat(order.asItStands().reason()).isEqualTo(TIMED_OUT);
                });
    }

    private CancellingLateOrders anInstance() {
        return new CancellingLateOrders(
                new LateOrders(database.sql()),
                log,
                clock,
                new DeadlineProperties(DEADLINE, new SweepProperties(Duration.ofSeconds(5), REPEAT_AFTER, 10)));
    }

    private static List<OrderId> orderIds(RecordingPublisher log) {
        return log.takePublished().stream()
                .map(event -> ((OrderCancellationRequested) event.fact()).orderId())
                .toList();
    }

    private static int sweep(CancellingLateOrders instance) {
        return instance.sweep().blockOptional().orElseThrow();
    }

    private void handle(Event<?>... events) {
        StepVerifier.create(settling.handle(List.of(events))).expectNextCount(1).verifyComplete();
    }
}
