package io.millrace.order.settlement;

import static io.millrace.events.CancellationReason.OUT_OF_STOCK;
import static io.millrace.events.CancellationReason.UNKNOWN_SKU;
import static io.millrace.order.fixture.AnOrder.NOON;
import static io.millrace.order.fixture.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.OrderStatusChanged.Step;
import io.millrace.order.fixture.AnOrder;
import io.millrace.order.fixture.Permutations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderTest {

    private static final AnOrder ORDER = anOrder();
    private static final Instant LATER = NOON.plusSeconds(3);

    /** One event of each kind, or none: every story an order can have, but for the order in which it is told. */
    static Stream<List<Event<?>>> stories() {
        List<List<Event<?>>> stories = new ArrayList<>();
        for (List<Event<?>> payment : noneOrOneOf(ORDER.paid(), ORDER.declined())) {
            for (List<Event<?>> inventory :
                    noneOrOneOf(ORDER.reserved(), ORDER.refused(OUT_OF_STOCK), ORDER.refused(UNKNOWN_SKU))) {
                for (List<Event<?>> cancellation : noneOrOneOf(ORDER.cancelled(), ORDER.timedOut())) {
                    List<Event<?>> story = new ArrayList<>(List.of(ORDER.created()));
                    story.addAll(payment);
                    story.addAll(inventory);
                    story.addAll(cancellation);
                    stories.add(story);
                }
            }
        }
        return stories.stream();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void knowsTheSameHoweverItIsTold(List<Event<?>> story) {
        Set<OrderFacts> known = tellings(story).map(told -> hear(told).facts()).collect(Collectors.toSet());

        assertThat(known).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void endsAsOneOfItsFactsExplains(List<Event<?>> story) {
        assertThat(tellings(story)).allSatisfy(told -> {
            Order order = hear(told);
            assertThat(order.standing()).isIn(explanations(order.facts()));
        });
    }

    @ParameterizedTest
    @MethodSource("stories")
    void keepsItsOutcomeOnceSettled(List<Event<?>> story) {
        assertThat(tellings(story)).allSatisfy(told -> {
            Order order = Order.unheardOf(ORDER.id());
            for (Event<?> event : told) {
                Order next = order.learn(OrderFacts.of(event), LATER);
                assertThat(next.version()).isBetween(order.version(), 2);
                if (order.isSettled()) {
                    assertThat(next.standing()).isEqualTo(order.standing());
                    assertThat(next.settledAt()).isEqualTo(order.settledAt());
                }
                order = next;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isSettledByAllAtOnceTheSameWay(List<Event<?>> story) {
        Set<Standing> outcomes = tellings(story)
                .map(told ->
                        Order.unheardOf(ORDER.id()).learn(merge(told), LATER).standing())
                .collect(Collectors.toSet());

        assertThat(outcomes).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void changesOnlyForNews(List<Event<?>> story) {
        Order order = hear(story);

        assertThat(story)
                .allSatisfy(event ->
                        assertThat(order.learn(OrderFacts.of(event), LATER)).isSameAs(order));
        assertThat(order.revision()).isEqualTo(story.size());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void tellsOneStepOfItsTimelineForEachVersion(List<Event<?>> story) {
        OrderStatusChanged view = hear(story).asItStands();

        assertThat(view.timeline()).hasSize(view.version());
        assertThat(view.timeline().getFirst()).isEqualTo(new Step(OrderStatus.ACCEPTED, NOON));
        assertThat(view.timeline().getLast().status()).isEqualTo(view.status());
        assertThat(view.timeline()).extracting(Step::at).isSorted();
    }

    @Test
    void firstOfTwoContradictingFactsStays() {
        Order order = hear(List.of(ORDER.created(), ORDER.of(1, "SKU-9").created(), ORDER.declined(), ORDER.paid()));

        assertThat(order.asItStands().items()).isEqualTo(ORDER.items());
        assertThat(order.asItStands().payment())
                .isEqualTo(new OrderStatusChanged.Payment(false, CancellationReason.PAYMENT_DECLINED));
    }

    @Test
    void aConfirmedOrderStaysConfirmedAndRemembersThatItWasToBeCancelled() {
        Order order = hear(List.of(ORDER.created(), ORDER.paid(), ORDER.reserved(), ORDER.cancelled()));

        assertThat(order.standing()).isEqualTo(Standing.CONFIRMED);
        assertThat(order.facts().cancellation()).isEqualTo(CancellationReason.CUSTOMER_CANCELLED);
    }

    @Test
    void showsAnAnswerThatCameAfterItWasSettled() {
        Order cancelled = hear(List.of(ORDER.created(), ORDER.cancelled()));

        Order order = cancelled.learn(OrderFacts.of(ORDER.paid()), LATER.plusSeconds(1));

        assertThat(order.asItStands().payment()).isEqualTo(new OrderStatusChanged.Payment(true, null));
        assertThat(order.asItStands().updatedAt()).isEqualTo(LATER.plusSeconds(1));
        assertThat(order.asItStands().settledAt()).isEqualTo(LATER);
    }

    @Test
    void itsTimelineNeverRunsBackwardsThoughClocksDisagree() {
        Order order = Order.unheardOf(ORDER.id())
                .learn(merge(List.of(ORDER.created(), ORDER.cancelled())), NOON.minus(Duration.ofSeconds(2)));

        assertThat(order.settledAt()).isEqualTo(NOON);
    }

    @Test
    void carriesTheTraceItBeganIn() {
        OrderStatusChanged view = hear(List.of(ORDER.paid(), ORDER.created())).asItStands();

        assertThat(view.correlationId()).isEqualTo("corr-1");
        assertThat(view.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    /** Every order of telling, each plain and with repetitions strewn in. */
    private static Stream<List<Event<?>>> tellings(List<Event<?>> story) {
        return Permutations.of(story).stream().flatMap(told -> Stream.of(told, withRepetitions(told)));
    }

    /** Each event five times in all, its repetitions anywhere behind the first; the same strewing each time the test runs. */
    private static List<Event<?>> withRepetitions(List<Event<?>> story) {
        Random random = new Random(story.hashCode());
        List<Event<?>> told = new ArrayList<>(story);
        for (Event<?> event : story) {
            IntStream.range(0, 4).forEach(again -> {
                int first = told.indexOf(event);
                told.add(first + 1 + random.nextInt(told.size() - first), event);
            });
        }
        return told;
    }

    private static Order hear(List<Event<?>> told) {
        Order order = Order.unheardOf(ORDER.id());
        for (Event<?> event : told) {
            order = order.learn(OrderFacts.of(event), LATER);
        }
        return order;
    }

    private static OrderFacts merge(List<Event<?>> told) {
        return told.stream().map(OrderFacts::of).reduce(OrderFacts.NONE, OrderFacts::and);
    }

    private static List<Standing> explanations(OrderFacts facts) {
        List<Standing> explanations = new ArrayList<>();
        if (facts.cancellation() != null) {
            explanations.add(Standing.cancelled(facts.cancellation()));
        }
        if (facts.payment() != null && !facts.payment().approved()) {
            explanations.add(Standing.cancelled(CancellationReason.PAYMENT_DECLINED));
        }
        if (facts.inventory() != null && facts.inventory().reason() != null) {
            explanations.add(Standing.cancelled(facts.inventory().reason()));
        }
        if (facts.payment() != null
                && facts.payment().approved()
                && facts.inventory() != null
                && facts.inventory().reserved()) {
            explanations.add(Standing.CONFIRMED);
        }
        return explanations.isEmpty() ? List.of(Standing.OPEN) : explanations;
    }

    private static List<List<Event<?>>> noneOrOneOf(Event<?>... events) {
        List<List<Event<?>>> choices = new ArrayList<>(List.of(List.of()));
        for (Event<?> event : events) {
            choices.add(List.of(event));
        }
        return choices;
    }
}
