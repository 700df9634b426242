package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.wire.OrderLoop;
import io.millrace.acceptance.wire.RawResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** How many orders a second go from request to outcome, on whatever else this machine has to do. */
@Acceptance
@Order(Integer.MAX_VALUE)
class ThroughputIT {

    private static final int ORDERS = 20_000;
    private static final int CONNECTIONS = 64;

    /** Low enough for a machine that is busy with other things; what a quiet one does is printed. */
    private static final double ORDERS_A_SECOND = 300;

    private final Millrace millrace;

    ThroughputIT(Millrace millrace) {
        this.millrace = millrace;
    }

    @Test
    void settlesTwentyThousandOrdersOfSixtyFourCustomersInAClosedLoop() throws Exception {
        String sku = millrace.inventory().anArticle();
        AtomicInteger left = new AtomicInteger(ORDERS);
        Instant start = Instant.now();
        List<String> placed = Concurrently.call(CONNECTIONS, () -> orderUntilNoneIsLeft(left, sku)).stream()
                .flatMap(List::stream)
                .toList();
        Instant allAccepted = Instant.now();
        assertThat(placed).hasSize(ORDERS).doesNotHaveDuplicates();

        Instant allSettled = Backlog.awaitSettled(millrace, placed);
        System.out.printf(
                "%,d orders: accepted at %,.0f/s, settled at %,.0f/s%n",
                ORDERS, rate(start, allAccepted), rate(start, allSettled));
        assertThat(rate(start, allSettled)).as("orders a second").isGreaterThan(ORDERS_A_SECOND);
    }

    private List<String> orderUntilNoneIsLeft(AtomicInteger left, String sku) throws IOException {
        List<String> placed = new ArrayList<>();
        try (OrderLoop loop = new OrderLoop(millrace.gatewayAddress())) {
            while (left.getAndDecrement() > 0) {
                RawResponse answer = loop.place(anOrder().of(1, sku).json());
                assertThat(answer.status()).as("status of %s", answer).isEqualTo(202);
                placed.add(JsonMapper.shared()
                        .readTree(answer.body())
                        .get("orderId")
                        .asString());
            }
        }
        return placed;
    }

    private static double rate(Instant from, Instant to) {
        return ORDERS * 1_000.0 / Duration.between(from, to).toMillis();
    }
}
