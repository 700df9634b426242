package io.millrace.reconciler;

import static io.millrace.testing.Orders.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusRequested;
import io.millrace.events.TraceContext;
import io.millrace.events.Uuids;
import io.millrace.testing.MovableClock;
import io.millrace.testing.RecordingPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AskingWhatBecameTest {

    private static final Duration HELD_FOR = Duration.ofMinutes(15);
    private static final Duration REPEAT_AFTER = Duration.ofMinutes(5);
    private static final int BATCH = 10;

    private final MovableClock clock = new MovableClock(NOON);
    private final RecordingPublisher log = new RecordingPublisher();
    private final List<Overdue> held = new ArrayList<>();
    private final AskingWhatBecame asking = anInstance();

    @Test
    void leavesAnOrderInPeaceWhileItMayTakeItsTime() {
        hold(NOON);

        clock.advance(HELD_FOR);

        assertThat(ask()).isZero();
    }

    @Test
    void asksByTheSameFactEachTime() {
        Overdue order = hold(NOON);
        clock.advance(HELD_FOR.plusSeconds(1));

        ask();
        clock.advance(REPEAT_AFTER);
        ask();

        assertThat(log.takePublished()).hasSize(2).allSatisfy(event -> {
            assertThat(event.id()).isEqualTo(order.orderId() + ":status-requested:stock-flow");
            assertThat(event.source()).isEqualTo("/millrace/stock-flow");
            assertThat(event.context()).isEqualTo(order.context());
            assertThat(event.fact()).isEqualTo(new OrderStatusRequested(order.orderId(), "stock-flow", NOON));
        });
    }

    @Test
    void asksAgainOnlyWhenARoundIsOver() {
        hold(NOON);
        clock.advance(HELD_FOR.plusSeconds(1));
        ask();

        clock.advance(REPEAT_AFTER.minusSeconds(1));
        assertThat(ask()).isZero();

        clock.advance(Duration.ofSeconds(1));
        assertThat(ask()).isOne();
    }

    @Test
    void asksForOneBatchALookAndForAllOfThemBeforeItBeginsAgain() {
        IntStream.range(0, 25).forEach(i -> hold(NOON));
        clock.advance(HELD_FOR.plusSeconds(1));

        assertThat(ask()).isEqualTo(10);
        clock.advance(REPEAT_AFTER);
        assertThat(ask()).isEqualTo(10);
        clock.advance(REPEAT_AFTER);
        assertThat(ask()).isEqualTo(5);

        assertThat(log.takePublished()).extracting(Event::id).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void asksForWhatIsOverdueSinceWithinTheSameRound() {
        hold(NOON);
        hold(NOON.plusSeconds(5));
        clock.advance(HELD_FOR.plusSeconds(1));
        ask();

        clock.advance(Duration.ofSeconds(5));

        assertThat(ask()).isOne();
    }

    @Test
    void goesNoFurtherThanTheBrokerTookIt() {
        hold(NOON);
        clock.advance(HELD_FOR.plusSeconds(1));
        log.brokerIsAway(true);
        StepVerifier.create(asking.ask()).verifyErrorMessage("the broker is away");

        log.brokerIsAway(false);

        assertThat(ask()).isOne();
    }

    @Test
    void asksForTheSameThingOnTwoInstancesByTheSameFact() {
        hold(NOON);
        clock.advance(HELD_FOR.plusSeconds(1));

        StepVerifier.create(Mono.zip(asking.ask(), anInstance().ask()))
                .expectNextCount(1)
                .verifyComplete();

        assertThat(log.takePublished())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.fact()).isEqualTo(fact(held.getFirst())));
    }

    private static OrderStatusRequested fact(Overdue order) {
        return new OrderStatusRequested(order.orderId(), "stock-flow", order.since());
    }

    private Overdue hold(Instant since) {
        OrderId id = new OrderId(Uuids.version7(since.toEpochMilli()));
        Overdue order = new Overdue(since, id, new TraceContext(id.toString(), null, null));
        held.add(order);
        return order;
    }

    private AskingWhatBecame anInstance() {
        return new AskingWhatBecame(
                "stock-flow",
                this::find,
                log,
                clock,
                new ReconcilerProperties(HELD_FOR, Duration.ofSeconds(10), REPEAT_AFTER, BATCH));
    }

    private Mono<List<Overdue>> find(Instant before, @Nullable Overdue after, int limit) {
        Comparator<Overdue> byAge = Comparator.comparing(Overdue::since).thenComparing(Overdue::orderId);
        return Mono.fromCallable(() -> held.stream()
                .filter(order -> order.since().isBefore(before))
                .filter(order -> after == null || byAge.compare(order, after) > 0)
                .sorted(byAge)
                .limit(limit)
                .toList());
    }

    private int ask() {
        return asking.ask().blockOptional().orElseThrow();
    }
}
