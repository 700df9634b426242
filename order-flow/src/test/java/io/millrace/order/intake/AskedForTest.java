package io.millrace.order.intake;

import static io.millrace.events.CancellationReason.OUT_OF_STOCK;
import static io.millrace.order.fixture.AnOrder.NOON;
import static io.millrace.order.fixture.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.Fact;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.order.fixture.AnOrder;
import io.millrace.order.fixture.Intake;
import io.millrace.order.fixture.Permutations;
import io.millrace.order.settlement.Order;
import io.millrace.tracing.Causes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.util.context.Context;

/** An order that two flows ask for, too late, while its facts come in: in every order, in every division into batches, everything twice. */
class AskedForTest {

    private static final AnOrder ORDER = anOrder();
    private static final Instant LATE = NOON.plus(Duration.ofMinutes(11));

    /** All that was said about the order, as it came out. */
    private record Story(List<Fact> told, Order end) {}

    static Stream<List<Event<?>>> stories() {
        Event<?> payment = ORDER.askedFor("payment-flow", NOON);
        Event<?> stock = ORDER.askedFor("inventory-flow", NOON);
        return Stream.of(
                List.of(payment, stock),
                List.of(payment, ORDER.paid(), stock, ORDER.reserved()),
                List.of(payment, ORDER.created(), stock, ORDER.paid(), ORDER.reserved()),
                List.of(payment, ORDER.created(), ORDER.declined(), ORDER.reserved()),
                List.of(payment, ORDER.created(), ORDER.paid(), ORDER.refused(OUT_OF_STOCK)),
                List.of(payment, ORDER.created(), ORDER.cancelled(), ORDER.paid()),
                List.of(payment, ORDER.created(), ORDER.timedOut(), ORDER.paid()),
                List.of(payment, ORDER.cancelled(), stock));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isNeverConfirmedOnceItWasAbandoned(List<Event<?>> facts) {
        assertThat(tellings(facts)).allSatisfy(story -> {
            List<CancellationReason> abandonedFor = story.told.stream()
                    .filter(OrderAbandoned.class::isInstance)
                    .map(told -> ((OrderAbandoned) told).reason())
                    .distinct()
                    .toList();
            assertThat(abandonedFor).hasSizeLessThanOrEqualTo(1);
            if (!abandonedFor.isEmpty() && story.end.version() > 0) {
                assertThat(story.end.asItStands().status()).isEqualTo(OrderStatus.CANCELLED);
                assertThat(story.end.asItStands().reason()).isEqualTo(abandonedFor.getFirst());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("stories")
    void endsOnceForAllWhoAreTold(List<Event<?>> facts) {
        assertThat(tellings(facts))
                .allSatisfy(story -> assertThat(story.told.stream()
                                .filter(told -> told instanceof OrderStatusChanged status
                                        && status.status().isSettled())
                                .map(told -> ((OrderStatusChanged) told).status())
                                .distinct())
                        .hasSizeLessThanOrEqualTo(1));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isAnsweredWhoeverAsksInTheEnd(List<Event<?>> facts) {
        assertThat(tellings(facts)).allSatisfy(story -> {
            List<Fact> told = new ArrayList<>();
            hear(story.end, List.of(ORDER.askedFor("payment-flow", NOON)), told);
            assertThat(told).hasSize(1);
        });
    }

    private static Stream<Story> tellings(List<Event<?>> facts) {
        return Permutations.of(facts).stream().flatMap(order -> divisions(order).map(AskedForTest::tell));
    }

    /** Every way to cut a list into batches: a bit for each place between two. */
    private static Stream<List<List<Event<?>>>> divisions(List<Event<?>> order) {
        return Stream.iterate(0, cuts -> cuts + 1)
                .limit(1L << (order.size() - 1))
                .map(cuts -> {
                    List<List<Event<?>>> batches = new ArrayList<>(List.of(new ArrayList<>()));
                    for (int i = 0; i < order.size(); i++) {
                        batches.getLast().add(order.get(i));
                        if (i < order.size() - 1 && (cuts >> i & 1) == 1) {
                            batches.add(new ArrayList<>());
                        }
                    }
                    return batches;
                });
    }

    private static Story tell(List<List<Event<?>>> batches) {
        List<Fact> told = new ArrayList<>();
        Order order = Order.unheardOf(ORDER.id());
        for (List<Event<?>> batch : batches) {
            order = hear(order, batch, told);
            order = hear(order, batch, told);
        }
        return new Story(told, order);
    }

    private static Order hear(Order order, List<Event<?>> batch, List<Fact> told) {
        News news = News.of(batch).iterator().next();
        Step step = Step.of(news, order, Intake.DEADLINE, LATE);
        Event<?> outcome = step.outcome(Causes.in(Context.empty()));
        if (outcome != null) {
            told.add(outcome.fact());
        }
        return step.change().after();
    }
}
