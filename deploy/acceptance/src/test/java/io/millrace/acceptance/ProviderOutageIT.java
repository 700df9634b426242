package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.client.EventStream;
import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.PaymentProvider.Outage;
import io.millrace.acceptance.client.Placed;
import io.millrace.acceptance.log.Fact;
import io.millrace.acceptance.log.OrderIds;
import io.millrace.acceptance.log.Topics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can still be done while nobody can be charged. */
@Acceptance
class ProviderOutageIT {

    private final Millrace millrace;
    private final Orders orders;
    private final OrderDraft draft;

    ProviderOutageIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
        draft = anOrder().of(2, millrace.inventory().anArticle());
    }

    @Test
    void cancelsAnOrderWhenItsCustomerAsks() {
        try (Outage outage = millrace.provider().goesDown()) {
            String orderId = orders.place(draft).orderId();
            orders.cancel(orderId);
            assertThat(orders.awaitSettled(orderId).outcome()).isEqualTo("CANCELLED: CUSTOMER_CANCELLED");
        }
        isOverItsOutage();
    }

    @Test
    void cancelsAnOrderThatIsLate() {
        Fact created = factOf(orders.settle(draft).orderId());
        String late = OrderIds.fresh();
        try (Outage outage = millrace.provider().goesDown()) {
            millrace.topics().tellAsOfAnHourAgo(created, late);
            assertThat(orders.awaitSettled(late).outcome()).isEqualTo("CANCELLED: TIMED_OUT");
        }
        isOverItsOutage();
    }

    @Test
    void keepsFollowersInformedAndConfirmsTheOrderAfterwards() {
        Placed placed;
        try (Outage outage = millrace.provider().goesDown()) {
            placed = orders.send(draft, "Prefer", "wait=1").expecting(202).as(Placed.class);
            try (EventStream events = orders.events(placed.orderId());
                    EventStream resumed = orders.events(placed.orderId(), "Last-Event-ID", "1")) {
                assertThat(events.await(event -> "status".equals(event.event()), Duration.ofSeconds(10))
                                .order()
                                .status())
                        .isEqualTo("ACCEPTED");
                events.await(event -> "heartbeat".equals(event.event()), Duration.ofSeconds(20));

                outage.close();
                assertThat(resumed.statusesUntilItEnds(Duration.ofSeconds(60)))
                        .as("what is told to one who knows version 1")
                        .extracting(OrderView::version)
                        .containsExactly(2);
                assertThat(events.statusesUntilItEnds(Duration.ofSeconds(10))
                                .getLast()
                                .outcome())
                        .isEqualTo("CONFIRMED");
            }
        }
        isOverItsOutage();
    }

    private Fact factOf(String orderId) {
        return millrace.topics().about(orderId, List.of(Topics.ORDERS_CREATED)).getFirst();
    }

    private void isOverItsOutage() {
        assertThat(orders.settle(draft).outcome()).isEqualTo("CONFIRMED");
    }
}
