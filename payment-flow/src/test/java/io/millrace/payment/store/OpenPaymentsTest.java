package io.millrace.payment.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Charge;
import io.millrace.payment.decision.Ending;
import io.millrace.reconciler.Overdue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Orders of this test are the oldest of all in the database that it shares: each is aged beyond the years. */
class OpenPaymentsTest {

    private static final Charge CHARGE = new Charge(2598, "EUR");
    private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");
    private static final Instant OLD = Instant.parse("2001-01-01T00:00:00Z");

    private final PaymentDatabase database = PaymentDatabase.get();
    private final OpenPayments payments = new OpenPayments(database.client());

    @Test
    void areThoseThatTheProviderWasAskedAboutAndThatHaveNotEnded() {
        OrderId asked = anAgedOrder(Finding::asking);
        OrderId approved = anAgedOrder(Finding::asking);
        record(Finding.answered(approved, new Answer.Approved("a-1"), NOW));
        OrderId confirmed = anAgedOrder(Finding::asking);
        record(Finding.ended(confirmed, Ending.CONFIRMED));
        OrderId cancelledFirst = anAgedOrder((order, charge) -> Finding.ended(order, Ending.CANCELLED));

        assertThat(all())
                .extracting(Overdue::orderId)
                .contains(asked, approved)
                .doesNotContain(confirmed, cancelledFirst);
    }

    @Test
    void countFromWhenTheOrderWasFirstHeardOf() {
        OrderId old = anAgedOrder(Finding::asking);
        OrderId young = new OrderId(Uuids.version7(1));
        record(Finding.asking(young, CHARGE));
        record(Finding.asking(old, CHARGE));

        assertThat(all()).extracting(Overdue::orderId).contains(old).doesNotContain(young);
        assertThat(all()).extracting(Overdue::since).containsOnly(OLD);
    }

    @Test
    void comePageByPageThoughManyAreOfOneMoment() {
        List<OrderId> orders =
                Stream.generate(() -> anAgedOrder(Finding::asking)).limit(25).toList();

        assertThat(all()).extracting(Overdue::orderId).containsAll(orders).doesNotHaveDuplicates();
        assertThat(all()).isSortedAccordingTo(Comparator.comparing(Overdue::since));
    }

    private interface First {
        Finding of(OrderId order, Charge charge);
    }

    private OrderId anAgedOrder(First finding) {
        OrderId order = new OrderId(Uuids.version7(1));
        record(finding.of(order, CHARGE));
        database.client()
                .sql("update payments set heard_at = '2001-01-01T00:00:00Z' where order_id = $1")
                .bind(0, order.value())
                .then()
                .block();
        return order;
    }

    private List<Overdue> all() {
        List<Overdue> all = new ArrayList<>();
        for (List<Overdue> page = find(null); !page.isEmpty(); page = find(page.getLast())) {
            all.addAll(page);
        }
        return all;
    }

    private List<Overdue> find(@Nullable Overdue after) {
        return payments.find(OLD.plusSeconds(1), after, 10).blockOptional().orElseThrow();
    }

    private void record(Finding finding) {
        database.record(finding).block();
    }
}
