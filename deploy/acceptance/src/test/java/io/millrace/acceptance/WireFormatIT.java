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

import io.millrace.acceptance.client.Answer;
import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.Placed;
import io.millrace.acceptance.log.Fact;
import io.millrace.acceptance.log.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The records as other people's consumers read them. */
@Acceptance
class WireFormatIT {

    private static final Map<String, String> WRITERS = Map.of(
            ORDERS_CREATED, "/millrace/gateway",
            CANCELLATION_REQUESTED, "/millrace/gateway",
            INVENTORY_ADJUSTED, "/millrace/gateway",
            PAYMENTS_COMPLETED, "/millrace/payment-flow",
            INVENTORY_RESERVED, "/millrace/inventory-flow",
            ORDERS_STATUS, "/millrace/order-flow");

    private final Millrace millrace;
    private final Orders orders;
    private final Topics topics;

    WireFormatIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
        topics = millrace.topics();
    }

    @Test
    void writesCloudEventsToEveryTopic() {
        String sku = millrace.inventory().anArticle();
        String orderId = orders.settle(anOrder().of(1, sku)).orderId();
        orders.cancel(orderId);
        millrace.inventory().adjust(sku, 1);
        topics.awaitHandled();

        OF_ORDERS.forEach(topic -> assertThat(topics.about(orderId, List.of(topic)))
                .as("records of the order in %s", topic)
                .isNotEmpty()
                .allSatisfy(fact -> isACloudEvent(fact, orderId)));
        assertThat(topics.about(sku, List.of(INVENTORY_ADJUSTED)))
                .singleElement()
                .satisfies(fact -> isACloudEvent(fact, sku));
        assertThat(topics.about(orderId, List.of(ORDERS_CREATED)))
                .extracting(fact -> fact.header("ce_type"))
                .containsOnly("millrace.order.created.v1");
    }

    private static void isACloudEvent(Fact fact, String key) {
        assertThat(fact.key()).isEqualTo(key);
        assertThat(fact.header("ce_specversion")).isEqualTo("1.0");
        assertThat(fact.id()).isNotBlank();
        assertThat(fact.header("ce_source")).isEqualTo(WRITERS.get(fact.topic()));
        assertThat(fact.header("ce_type")).matches("millrace(\\.[a-z-]+){2,}\\.v1");
        assertThat(fact.header("ce_subject")).isEqualTo(key);
        assertThat(Instant.parse(fact.header("ce_time"))).isBeforeOrEqualTo(Instant.now());
        assertThat(fact.header("content-type")).startsWith("application/json");
        assertThat(fact.header("ce_correlationid")).isNotBlank();
        assertThat(fact.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
        assertThat(fact.json().isObject()).isTrue();
    }

    @Test
    void carriesOneCorrelationIdAndOneTraceThroughAllRecordsOfAnOrder() {
        String correlation = "acceptance-" + UUID.randomUUID();
        String trace = UUID.randomUUID().toString().replace("-", "");
        Answer answer = orders.send(
                        anOrder().of(1, millrace.inventory().anArticle()),
                        "X-Correlation-Id",
                        correlation,
                        "traceparent",
                        "00-" + trace + "-00f067aa0ba902b7-01",
                        "tracestate",
                        "acceptance=1")
                .expecting(202);
        assertThat(answer.header("X-Correlation-Id")).isEqualTo(correlation);
        assertThat(answer.header("traceparent")).contains(trace);

        String orderId = answer.as(Placed.class).orderId();
        OrderView settled = orders.awaitSettled(orderId);
        assertThat(settled.correlationId()).isEqualTo(correlation);
        assertThat(settled.traceId()).isEqualTo(trace);
        assertThat(topics.about(orderId, OF_ORDERS))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(fact -> {
                    assertThat(fact.header("ce_correlationid")).isEqualTo(correlation);
                    assertThat(fact.header("traceparent")).contains("-" + trace + "-");
                    assertThat(fact.find("tracestate")).isEqualTo("acceptance=1");
                });
    }

    @Test
    void makesTheIdsThatACallerDidNotBring() {
        Answer answer = orders.send(anOrder().of(1, millrace.inventory().anArticle()), "traceparent", "00-nonsense")
                .expecting(202);
        assertThat(answer.header("X-Correlation-Id")).isNotBlank();
        assertThat(answer.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    }

    /** Published outcomes are what the flows decide by; they are part of the contract. */
    @Test
    void saysWhatWasPaidAndReserved() {
        String orderId = orders.settle(anOrder().unpayable("SKU-NONE")).orderId();
        topics.awaitHandled();
        assertThat(topics.about(orderId, List.of(PAYMENTS_COMPLETED)))
                .allSatisfy(fact ->
                        assertThat(fact.json().get("approved").asBoolean()).isFalse());
        assertThat(topics.about(orderId, List.of(INVENTORY_RESERVED)))
                .allSatisfy(fact ->
                        assertThat(fact.json().get("reserved").asBoolean()).isFalse());
    }
}
