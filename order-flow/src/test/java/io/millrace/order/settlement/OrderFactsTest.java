package io.millrace.order.settlement;

import static io.millrace.order.fixture.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.order.fixture.AnOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderFactsTest {

    private static final AnOrder ORDER = anOrder();
    private static final List<Event<?>> ONE_OF_EACH =
            List.of(ORDER.created(), ORDER.paid(), ORDER.reserved(), ORDER.cancelled());

    static Stream<Event<?>> oneOfEach() {
        return ONE_OF_EACH.stream();
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void recogniseTheFactThatIsToldAgainAndNoOther(Event<?> event) {
        OrderFacts fact = OrderFacts.of(event);

        assertThat(fact.knewAnyOf(fact)).isTrue();
        assertThat(all().knewAnyOf(fact)).isTrue();
        assertThat(OrderFacts.NONE.knewAnyOf(fact)).isFalse();
        assertThat(fact.knewAnyOf(OrderFacts.NONE)).isFalse();
        assertThat(allBut(event).knewAnyOf(fact)).isFalse();
    }

    @Test
    void recogniseOneAmongSeveral() {
        assertThat(OrderFacts.of(ORDER.paid()).knewAnyOf(all())).isTrue();
    }

    private static OrderFacts all() {
        return ONE_OF_EACH.stream().map(OrderFacts::of).reduce(OrderFacts.NONE, OrderFacts::and);
    }

    private static OrderFacts allBut(Event<?> event) {
        return ONE_OF_EACH.stream()
                .filter(other -> other != event)
                .map(OrderFacts::of)
                .reduce(OrderFacts.NONE, OrderFacts::and);
    }
}
