package io.millrace.order.settlement;

import static io.millrace.order.fixture.AnOrder.NOON;
import static io.millrace.order.fixture.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.order.fixture.AnOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final AnOrder ORDER = anOrder();

    @Test
    void ofAnOrderThatIsPlacedIsNewsAndProgressAndThePlacement() {
        Change change = told(ORDER.created());

        assertThat(change.isNews()).isTrue();
        assertThat(change.isProgress()).isTrue();
        assertThat(change.isPlacement()).isTrue();
    }

    @Test
    void byAFactThatSettlesNothingIsNewsAlone() {
        Change change = told(ORDER.created(), ORDER.paid());

        assertThat(change.isNews()).isTrue();
        assertThat(change.isProgress()).isFalse();
        assertThat(change.isPlacement()).isFalse();
    }

    @Test
    void thatSettlesAnOrderIsProgressAndNoPlacement() {
        Change change = told(ORDER.created(), ORDER.paid(), ORDER.reserved());

        assertThat(change.isProgress()).isTrue();
        assertThat(change.isPlacement()).isFalse();
    }

    @Test
    void byAFactThatIsKnownIsNone() {
        Change change = told(ORDER.created(), ORDER.created());

        assertThat(change.isNews()).isFalse();
        assertThat(change.isProgress()).isFalse();
        assertThat(change.isPlacement()).isFalse();
    }

    @Test
    void byAFactAboutAnOrderThatNobodyHasPlacedIsNewsAlone() {
        Change change = told(ORDER.paid());

        assertThat(change.isNews()).isTrue();
        assertThat(change.isPlacement()).isFalse();
    }

    /** By the last of these events, all others being known. */
    private static Change told(Event<?>... events) {
        Order order = Order.unheardOf(ORDER.id());
        Change last = new Change(order, order);
        for (Event<?> event : List.of(events)) {
            last = Change.of(last.after(), OrderFacts.of(event), NOON);
        }
        return last;
    }
}
