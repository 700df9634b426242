package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import org.junit.jupiter.api.Test;

/** Customers change their minds, in time or not. */
@Acceptance
class CancellationIT {

    private final Millrace millrace;
    private final Orders orders;

    CancellationIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
    }

    @Test
    void leavesAConfirmedOrderAsItIs() {
        OrderView confirmed = orders.settle(anOrder().of(1, millrace.inventory().anArticle()));
        orders.cancel(confirmed.orderId());
        millrace.topics().awaitHandled();
        staysAsItWas(confirmed);
    }

    @Test
    void leavesACancelledOrderItsFirstReason() {
        OrderView declined =
                orders.settle(anOrder().unpayable(millrace.inventory().anArticle()));
        orders.cancel(declined.orderId());
        millrace.topics().awaitHandled();
        staysAsItWas(declined);
    }

    /** When facts that change nothing are noted, {@code updatedAt} may move. */
    private void staysAsItWas(OrderView order) {
        assertThat(orders.get(order.orderId()))
                .usingRecursiveComparison()
                .ignoringFields("updatedAt")
                .isEqualTo(order);
    }

    /** Either may win, for each order; the books must balance whoever does. */
    @Test
    void settlesOrdersThatAreCancelledWhileTheyAreBeingPaid() throws Exception {
        String sku = millrace.inventory().anArticle();
        Concurrently.call(50, () -> {
                    String orderId = orders.place(anOrder().of(2, sku)).orderId();
                    orders.cancel(orderId);
                    return orders.awaitSettled(orderId).outcome();
                })
                .forEach(outcome -> assertThat(outcome).isIn("CONFIRMED", "CANCELLED: CUSTOMER_CANCELLED"));
    }
}
