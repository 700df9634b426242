package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.client.Inventory;
import io.millrace.acceptance.client.Inventory.Stock;
import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is sold that is not there. */
@Acceptance
class StockIT {

    private final Orders orders;
    private final Inventory inventory;

    StockIT(Millrace millrace) {
        orders = millrace.orders();
        inventory = millrace.inventory();
    }

    @Test
    void sellsTheLastTenPiecesToTenOfAHundredCustomers() throws Exception {
        long left = inventory.stock("SKU-RARE").available();
        List<OrderView> settled =
                Concurrently.call(100, () -> orders.settle(anOrder().of(1, "SKU-RARE")));

        Map<String, Long> outcomes = settled.stream().collect(groupingBy(OrderView::outcome, counting()));
        assertThat(outcomes).isEqualTo(outcomesOf(100, left));
        assertThat(inventory.stock("SKU-RARE").available()).isZero();
    }

    /** On a system that has been in use, the rare pieces may be gone. */
    private static Map<String, Long> outcomesOf(long customers, long pieces) {
        return pieces == 0
                ? Map.of("CANCELLED: OUT_OF_STOCK", customers)
                : Map.of("CONFIRMED", pieces, "CANCELLED: OUT_OF_STOCK", customers - pieces);
    }

    @Test
    void givesBackWhatADeclinedOrderHadReserved() {
        String sku = inventory.anArticle();
        Stock before = inventory.stock(sku);
        orders.settle(anOrder().unpayable(sku));
        await().atMost(Duration.ofSeconds(20)).until(() -> inventory.stock(sku), before::equals);
    }

    @Test
    void addsWhatIsDelivered() {
        String sku = inventory.anArticle();
        Stock before = inventory.stock(sku);
        inventory.adjust(sku, 100);
        awaitAvailable(sku, before.available() + 100);
        inventory.adjust(sku, -40);
        awaitAvailable(sku, before.available() + 60);
        orders.settle(anOrder().of(60, sku));
        awaitAvailable(sku, before.available());
    }

    private void awaitAvailable(String sku, long pieces) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(inventory.stock(sku).available()).isEqualTo(pieces));
    }

    @Test
    void knowsNothingOfAnArticleThatWasNeverStocked() {
        assertThat(inventory.find("SKU-NOBODY-STOCKED")).isEmpty();
    }
}
