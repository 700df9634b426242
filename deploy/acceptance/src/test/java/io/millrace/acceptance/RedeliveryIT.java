package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static io.millrace.acceptance.log.Topics.CANCELLATION_REQUESTED;
import static io.millrace.acceptance.log.Topics.INVENTORY_ADJUSTED;
import static io.millrace.acceptance.log.Topics.INVENTORY_RESERVED;
import static io.millrace.acceptance.log.Topics.OF_ORDERS;
import static io.millrace.acceptance.log.Topics.ORDERS_CREATED;
import static io.millrace.acceptance.log.Topics.ORDERS_STATUS;
import static io.millrace.acceptance.log.Topics.PAYMENTS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.client.Inventory.Stock;
import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.PaymentProvider.Ledger;
import io.millrace.acceptance.log.Fact;
import io.millrace.acceptance.log.OrderIds;
import io.millrace.acceptance.log.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The log delivers at least once, and orders nothing between topics: facts merge whatever comes when, and how often. */
@Acceptance
class RedeliveryIT {

    private final Millrace millrace;
    private final Orders orders;
    private final Topics topics;
    private final String sku;

    RedeliveryIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
        topics = millrace.topics();
        sku = millrace.inventory().anArticle();
    }

    @Test
    void changesNothingWhenEveryFactIsDeliveredFiveTimesMore() {
        List<String> ids = List.of(
                orders.settle(anOrder().of(3, sku)).orderId(),
                orders.settle(anOrder().unpayable(sku)).orderId(),
                orders.settle(anOrder().of(1, sku).of(1, "SKU-NONE")).orderId(),
                cancelled(anOrder().of(2, sku)));
        millrace.inventory().adjust(sku, 7);
        topics.awaitHandled();
        List<OrderView> before = ids.stream().map(orders::get).toList();
        List<Fact> facts = new ArrayList<>(topics.about(sku, List.of(INVENTORY_ADJUSTED)));
        before.forEach(order -> facts.addAll(topics.about(order.orderId(), OF_ORDERS)));
        Ledger ledger = quietLedger();
        Stock stock = millrace.inventory().stock(sku);

        for (int time = 0; time < 5; time++) {
            facts.forEach(topics::redeliver);
        }
        topics.awaitHandled();

        assertThat(before).allSatisfy(order -> {
            assertThat(orders.get(order.orderId())).isEqualTo(order);
            assertThat(settlements(order.orderId()))
                    .as("event ids of settlements")
                    .hasSize(1);
        });
        assertThat(effects(millrace.provider().ledger())).isEqualTo(effects(ledger));
        assertThat(millrace.inventory().stock(sku)).isEqualTo(stock);
    }

    private String cancelled(OrderDraft draft) {
        String orderId = orders.place(draft).orderId();
        orders.cancel(orderId);
        return orders.awaitSettled(orderId).orderId();
    }

    private Ledger quietLedger() {
        Ledger[] last = new Ledger[1];
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> millrace.provider().ledger(), ledger -> {
                    boolean quiet = ledger.equals(last[0]);
                    last[0] = ledger;
                    return quiet;
                });
    }

    private static List<Long> effects(Ledger ledger) {
        return List.of(
                ledger.authorizations().effects(),
                ledger.declined().effects(),
                ledger.captures().effects(),
                ledger.voids().effects());
    }

    private Set<String> settlements(String orderId) {
        Set<String> ids = new HashSet<>();
        topics.about(orderId, List.of(ORDERS_STATUS)).stream()
                .filter(fact -> !fact.json().get("status").asString().equals("ACCEPTED"))
                .forEach(fact -> ids.add(fact.id()));
        return ids;
    }

    @Test
    void confirmsWhateverComesFirst() {
        String example = orders.settle(anOrder().of(1, sku)).orderId();
        assertThat(outcomesOfEachOrder(facts(example, ORDERS_CREATED, PAYMENTS_COMPLETED, INVENTORY_RESERVED)))
                .hasSize(6)
                .values()
                .containsOnly("CONFIRMED");
    }

    @Test
    void cancelsWhatIsDeclinedWhateverComesFirst() {
        String example = orders.settle(anOrder().unpayable(sku)).orderId();
        topics.awaitHandled();
        assertThat(outcomesOfEachOrder(facts(example, ORDERS_CREATED, PAYMENTS_COMPLETED, INVENTORY_RESERVED)))
                .hasSize(6)
                .values()
                .containsOnly("CANCELLED: PAYMENT_DECLINED");
    }

    @Test
    void cancelsWhatIsOutOfStockWhateverComesFirst() {
        String example = orders.settle(anOrder().of(1, "SKU-NONE")).orderId();
        topics.awaitHandled();
        assertThat(outcomesOfEachOrder(facts(example, ORDERS_CREATED, PAYMENTS_COMPLETED, INVENTORY_RESERVED)))
                .hasSize(6)
                .values()
                .containsOnly("CANCELLED: OUT_OF_STOCK");
    }

    /** Once the order is there the flows race the cancellation; asked for before, it always wins. */
    @Test
    void remembersACancellationThatComesBeforeItsOrder() {
        String example = orders.settle(anOrder().of(1, sku)).orderId();
        orders.cancel(example);
        topics.awaitHandled();
        Map<List<String>, String> outcomes = outcomesOfEachOrder(
                facts(example, ORDERS_CREATED, PAYMENTS_COMPLETED, INVENTORY_RESERVED, CANCELLATION_REQUESTED));
        assertThat(outcomes).hasSize(24).allSatisfy((told, outcome) -> {
            if (told.indexOf(CANCELLATION_REQUESTED) < told.indexOf(ORDERS_CREATED)) {
                assertThat(outcome).isEqualTo("CANCELLED: CUSTOMER_CANCELLED");
            } else {
                assertThat(outcome).isIn("CONFIRMED", "CANCELLED: CUSTOMER_CANCELLED");
            }
        });
    }

    private List<Fact> facts(String orderId, String... wanted) {
        List<Fact> facts = new ArrayList<>();
        for (String topic : wanted) {
            facts.add(topics.about(orderId, List.of(topic)).getFirst());
        }
        return facts;
    }

    /** By the topics in the order in which they were told, each fact handled before the next is told. */
    private Map<List<String>, String> outcomesOfEachOrder(List<Fact> facts) {
        Map<String, List<Fact>> tales = new LinkedHashMap<>();
        permutations(facts).forEach(tale -> tales.put(OrderIds.fresh(), tale));
        for (int step = 0; step < facts.size(); step++) {
            int next = step;
            tales.forEach((orderId, tale) -> topics.tell(tale.get(next), orderId));
            topics.awaitHandled();
        }
        Map<List<String>, String> outcomes = new LinkedHashMap<>();
        tales.forEach((orderId, tale) -> outcomes.put(
                tale.stream().map(Fact::topic).toList(),
                orders.awaitSettled(orderId).outcome()));
        return outcomes;
    }

    private static List<List<Fact>> permutations(List<Fact> facts) {
        if (facts.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Fact>> all = new ArrayList<>();
        for (Fact first : facts) {
            List<Fact> others = new ArrayList<>(facts);
            others.remove(first);
            for (List<Fact> rest : permutations(others)) {
                List<Fact> one = new ArrayList<>(List.of(first));
                one.addAll(rest);
                all.add(one);
            }
        }
        return all;
    }
}
