package io.millrace.order.settlement;

import static io.millrace.order.fixture.AnOrder.NOON;
import static io.millrace.order.fixture.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.CancellationReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final OrderFacts TIMED_OUT = new OrderFacts(null, null, null, CancellationReason.TIMED_OUT);

    private final Deadline deadline = new Deadline(LIMIT);

    @Test
    void isMissedByAnOrderThatIsHeldForLongerAndThatNobodyPlaced() {
        assertThat(deadline.missed(OrderFacts.NONE, NOON, NOON.plus(LIMIT))).isEqualTo(OrderFacts.NONE);
        assertThat(deadline.missed(OrderFacts.NONE, NOON, NOON.plus(LIMIT).plusMillis(1)))
                .isEqualTo(TIMED_OUT);
        assertThat(deadline.missed(OrderFacts.of(anOrder().paid()), NOON, NOON.plus(LIMIT.multipliedBy(2))))
                .isEqualTo(TIMED_OUT);
    }

    @Test
    void isNotMissedByAnOrderThatSomebodyPlacedHoweverLate() {
        OrderFacts placed = OrderFacts.of(anOrder().created());

        assertThat(deadline.missed(placed, NOON, NOON.plus(LIMIT.multipliedBy(2))))
                .isEqualTo(OrderFacts.NONE);
    }

    @Test
    void isNotLookedAtWhileNobodyAsks() {
        assertThat(deadline.missed(OrderFacts.NONE, null, NOON.plus(LIMIT.multipliedBy(2))))
                .isEqualTo(OrderFacts.NONE);
    }
}
