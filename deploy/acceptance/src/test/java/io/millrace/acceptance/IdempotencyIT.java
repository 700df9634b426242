package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.Placed;
import io.millrace.acceptance.log.Fact;
import io.millrace.acceptance.log.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A customer who asks twice wants one order. */
@Acceptance
class IdempotencyIT {

    private final Millrace millrace;
    private final Orders orders;
    private final String key = "key-" + UUID.randomUUID();

    IdempotencyIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
    }

    @Test
    void makesOneOrderOfFiftyRequestsAtOnce() throws Exception {
        OrderDraft draft = anOrder().of(3, millrace.inventory().anArticle());
        Set<Placed> placed = new HashSet<>(Concurrently.call(50, () -> orders.place(draft, "Idempotency-Key", key)));
        assertThat(placed).hasSize(1);

        String orderId = placed.iterator().next().orderId();
        assertThat(orders.awaitSettled(orderId).outcome()).isEqualTo("CONFIRMED");
        assertThat(orders.list("customerId=" + draft.customerId()).ids()).containsExactly(orderId);
        assertThat(millrace.topics().about(orderId, List.of(Topics.ORDERS_CREATED)))
                .extracting(Fact::id)
                .as("event ids of the fifty")
                .containsOnly(factOf(orderId).id());
        assertThat(orders.place(draft, "Idempotency-Key", key).orderId())
                .as("the order of the same key, long after")
                .isEqualTo(orderId);
    }

    @Test
    void refusesTheKeyOfAnotherOrder() {
        OrderDraft draft = anOrder().of(1, millrace.inventory().anArticle());
        Placed placed = orders.place(draft, "Idempotency-Key", key);
        orders.awaitSettled(placed.orderId());

        OrderDraft another = draft.of(1, "SKU-1");
        orders.send(another, "Idempotency-Key", key).expecting(422);
        assertThat(orders.get(placed.orderId()).items()).isEqualTo(draft.items());
    }

    @Test
    void tellsKeysApartByEachOfTheirCharacters() {
        OrderDraft draft = anOrder().of(1, millrace.inventory().anArticle());
        String longest = key + "~".repeat(254 - key.length());
        assertThat(orders.place(draft, "Idempotency-Key", key + "a").orderId())
                .isNotEqualTo(orders.place(draft, "Idempotency-Key", key + "A").orderId());
        assertThat(orders.place(draft, "Idempotency-Key", longest + "a").orderId())
                .isNotEqualTo(
                        orders.place(draft, "Idempotency-Key", longest + "b").orderId());
    }

    private Fact factOf(String orderId) {
        return millrace.topics().about(orderId, List.of(Topics.ORDERS_CREATED)).getFirst();
    }
}
