package io.millrace.order.settlement;

import static io.millrace.events.CancellationReason.CUSTOMER_CANCELLED;
import static io.millrace.events.CancellationReason.OUT_OF_STOCK;
import static io.millrace.events.CancellationReason.PAYMENT_DECLINED;
import static io.millrace.events.CancellationReason.TIMED_OUT;
import static io.millrace.events.CancellationReason.UNKNOWN_SKU;
import static io.millrace.order.fixture.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.order.fixture.AnOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettlementTest {

    private static final AnOrder ORDER = anOrder();

    static Stream<Arguments> whatFollows() {
        return Stream.of(
                knowing(Standing.OPEN),
                knowing(Standing.OPEN, ORDER.paid()),
                knowing(Standing.OPEN, ORDER.reserved()),
                knowing(Standing.CONFIRMED, ORDER.paid(), ORDER.reserved()),
                knowing(Standing.cancelled(PAYMENT_DECLINED), ORDER.declined()),
                knowing(Standing.cancelled(PAYMENT_DECLINED), ORDER.declined(), ORDER.reserved()),
                knowing(Standing.cancelled(PAYMENT_DECLINED), ORDER.declined(), ORDER.refused(OUT_OF_STOCK)),
                knowing(Standing.cancelled(OUT_OF_STOCK), ORDER.refused(OUT_OF_STOCK)),
                knowing(Standing.cancelled(OUT_OF_STOCK), ORDER.paid(), ORDER.refused(OUT_OF_STOCK)),
                knowing(Standing.cancelled(UNKNOWN_SKU), ORDER.paid(), ORDER.refused(UNKNOWN_SKU)),
                knowing(Standing.cancelled(CUSTOMER_CANCELLED), ORDER.cancelled()),
                knowing(Standing.cancelled(TIMED_OUT), ORDER.timedOut()),
                knowing(Standing.cancelled(CUSTOMER_CANCELLED), ORDER.paid(), ORDER.cancelled()),
                knowing(Standing.cancelled(TIMED_OUT), ORDER.paid(), ORDER.reserved(), ORDER.timedOut()),
                knowing(Standing.cancelled(TIMED_OUT), ORDER.declined(), ORDER.timedOut()),
                knowing(
                        Standing.cancelled(CUSTOMER_CANCELLED),
                        ORDER.declined(),
                        ORDER.refused(UNKNOWN_SKU),
                        ORDER.cancelled()));
    }

    @ParameterizedTest
    @MethodSource("whatFollows")
    void followsFromWhatIsKnown(OrderFacts facts, Standing standing) {
        assertThat(Settlement.settle(facts.and(OrderFacts.of(ORDER.created())))).isEqualTo(standing);
    }

    @ParameterizedTest
    @MethodSource("whatFollows")
    void saysNothingOfAnOrderThatNobodyPlaced(OrderFacts facts, Standing unused) {
        assertThat(Settlement.settle(facts)).isNull();
    }

    @Test
    void aCancelledOrderAlwaysSaysWhy() {
        assertThat(whatFollows().map(row -> (Standing) row.get()[1]).filter(Standing::isSettled))
                .allSatisfy(standing ->
                        assertThat(standing.reason() == null).isEqualTo(standing.equals(Standing.CONFIRMED)));
    }

    private static Arguments knowing(Standing standing, Event<?>... events) {
        OrderFacts facts = List.of(events).stream().map(OrderFacts::of).reduce(OrderFacts.NONE, OrderFacts::and);
        return Arguments.of(facts, standing);
    }
}
