package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.client.Answer;
import io.millrace.acceptance.client.EventStream;
import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.OrderLine;
import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.Placed;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an order, and how its customer learns of it. */
@Acceptance
class SettlingIT {

    private final Millrace millrace;
    private final Orders orders;

    SettlingIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
    }

    @Test
    void followsAnOrderFromItsAcceptanceToItsConfirmation() {
        OrderDraft draft = anOrder().of(2, millrace.inventory().anArticle(), 1_299);
        Answer answer = orders.send(draft).expecting(202);
        Placed placed = answer.as(Placed.class);
        assertThat(placed).isEqualTo(new Placed(placed.orderId(), "ACCEPTED", 2_598, "EUR"));
        assertThat(answer.header("Location")).endsWith("/orders/" + placed.orderId());

        try (EventStream events = orders.events(placed.orderId())) {
            List<OrderView> told = events.statusesUntilItEnds(Duration.ofSeconds(30));
            assertThat(told).extracting(OrderView::version).isSorted().doesNotHaveDuplicates();
            assertThat(told.getLast().status()).isEqualTo("CONFIRMED");
        }
        assertThat(orders.get(placed.orderId())).satisfies(order -> isConfirmedAsPlaced(order, draft));
    }

    private static void isConfirmedAsPlaced(OrderView order, OrderDraft draft) {
        assertThat(order.outcome()).isEqualTo("CONFIRMED");
        assertThat(order.customerId()).isEqualTo(draft.customerId());
        assertThat(order.currency()).isEqualTo(draft.currency());
        assertThat(order.totalCents()).isEqualTo(draft.totalCents());
        assertThat(order.items()).isEqualTo(draft.items());
        assertThat(order.timeline()).extracting(OrderView.Step::status).containsExactly("ACCEPTED", "CONFIRMED");
        assertThat(order.version()).isEqualTo(2);
        assertThat(order.settledAt()).isNotNull().isAfterOrEqualTo(order.placedAt());
        assertThat(order.updatedAt()).isAfterOrEqualTo(order.placedAt());
    }

    @Test
    void cancelsAnOrderWhosePaymentIsDeclined() {
        String sku = millrace.inventory().anArticle();
        assertThat(orders.settle(anOrder().unpayable(sku)).outcome()).isEqualTo("CANCELLED: PAYMENT_DECLINED");
    }

    @Test
    void cancelsAnOrderForWhatIsOutOfStock() {
        assertThat(orders.settle(anOrder().of(1, "SKU-NONE")).outcome()).isEqualTo("CANCELLED: OUT_OF_STOCK");
    }

    @Test
    void cancelsAnOrderForWhatNobodyEverStocked() {
        assertThat(orders.settle(anOrder().of(1, "SKU-NOBODY-KNOWS")).outcome()).isEqualTo("CANCELLED: UNKNOWN_SKU");
    }

    @Test
    void givesTheWholeOrderOrNothing() {
        String plenty = millrace.inventory().anArticle();
        OrderView order =
                orders.settle(anOrder().of(1, plenty).of(1, "SKU-NONE").of(3, plenty));
        assertThat(order.outcome()).isEqualTo("CANCELLED: OUT_OF_STOCK");
    }

    @Test
    void addsUpLinesOfTheSameArticle() {
        String sku = millrace.inventory().anArticle();
        orders.settle(anOrder().of(6_000, sku, 1).of(4_000, sku, 2));
        assertThat(millrace.inventory().stock(sku))
                .satisfies(stock -> assertThat(stock.sold() + stock.reserved()).isEqualTo(10_000));
    }

    @Test
    void takesTheSmallestAndTheLargestOrder() {
        String sku = millrace.inventory().anArticle();
        OrderView smallest = orders.settle(anOrder().of(1, sku, 0));
        assertThat(smallest.totalCents()).isZero();

        OrderDraft largest = new OrderDraft(
                "c".repeat(64), "JPY", Collections.nCopies(100, new OrderLine(sku, 10_000, 100_000_000)));
        OrderView settled = orders.settle(largest);
        assertThat(settled.totalCents()).isEqualTo(100_000_000_000_000L);
        assertThat(settled.items()).hasSize(100);
    }

    @Test
    void knowsAnOrderAsSoonAsItIsAccepted() throws Exception {
        String sku = millrace.inventory().anArticle();
        Concurrently.call(10, () -> {
            for (int i = 0; i < 20; i++) {
                orders.get(orders.place(anOrder().of(1, sku)).orderId());
            }
            return true;
        });
    }

    @Test
    void waitsForTheOutcomeWhenAskedTo() {
        OrderDraft draft = anOrder().of(1, millrace.inventory().anArticle());
        Answer answer = orders.send(draft, "Prefer", "wait=20").expecting(200);
        assertThat(answer.as(OrderView.class)).satisfies(order -> isConfirmedAsPlaced(order, draft));
    }
}
