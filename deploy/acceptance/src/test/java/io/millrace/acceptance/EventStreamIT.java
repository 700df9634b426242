package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.client.Answer;
import io.millrace.acceptance.client.EventStream;
import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.ServerSentEvent;
import io.millrace.acceptance.log.OrderIds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Server-sent events of one order and of all. What an order held up tells its followers is in {@link ProviderOutageIT}. */
@Acceptance
class EventStreamIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Millrace millrace;
    private final Orders orders;

    EventStreamIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
    }

    @Test
    void tellsTheStateOfASettledOrderAndEnds() {
        OrderView settled = orders.settle(anOrder().of(1, millrace.inventory().anArticle()));
        try (EventStream events = orders.events(settled.orderId())) {
            List<ServerSentEvent> told = events.untilItEnds(SOON);
            assertThat(told).first().extracting(ServerSentEvent::retry).isEqualTo("2000");
            assertThat(told)
                    .filteredOn(event -> event.data() != null)
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.event()).isEqualTo("status");
                        assertThat(event.id()).isEqualTo(Integer.toString(settled.version()));
                        assertThat(event.order()).isEqualTo(settled);
                    });
        }
    }

    @Test
    void skipsWhatTheClientHas() {
        OrderView settled = orders.settle(anOrder().of(1, millrace.inventory().anArticle()));
        assertThat(statusesAfter("1", settled)).containsExactly(settled);
        assertThat(statusesAfter(Integer.toString(settled.version()), settled)).isEmpty();
    }

    private List<OrderView> statusesAfter(String lastEventId, OrderView order) {
        try (EventStream events = orders.events(order.orderId(), "Last-Event-ID", lastEventId)) {
            return events.statusesUntilItEnds(SOON);
        }
    }

    @Test
    void tellsEachChangeOnceToEachOfManyFollowers() throws Exception {
        String orderId =
                orders.place(anOrder().of(1, millrace.inventory().anArticle())).orderId();
        Concurrently.call(20, () -> {
                    try (EventStream events = orders.events(orderId)) {
                        return events.statusesUntilItEnds(Duration.ofSeconds(30));
                    }
                })
                .forEach(told -> {
                    assertThat(told).extracting(OrderView::version).isSorted().doesNotHaveDuplicates();
                    assertThat(told.getLast().outcome()).isEqualTo("CONFIRMED");
                });
    }

    @Test
    void knowsNothingOfAnOrderThatNobodyPlaced() {
        Answer answer = millrace.gateway()
                .get("/orders/" + OrderIds.fresh() + "/events", "Accept", "text/event-stream")
                .expecting(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void showsEveryOrderOnTheBoard() {
        try (EventStream board = orders.board()) {
            String orderId = orders.place(anOrder().of(1, millrace.inventory().anArticle()))
                    .orderId();
            ServerSentEvent settled = board.await(
                    event -> event.data() != null
                            && event.order().orderId().equals(orderId)
                            && event.order().isSettled(),
                    Duration.ofSeconds(30));
            assertThat(settled.event()).isEqualTo("status");
            assertThat(settled.order().outcome()).isEqualTo("CONFIRMED");
        }
    }
}
