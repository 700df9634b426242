package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static io.millrace.acceptance.log.Topics.INVENTORY_RESERVED;
import static io.millrace.acceptance.log.Topics.ORDERS_CREATED;
import static io.millrace.acceptance.log.Topics.ORDERS_STATUS;
import static io.millrace.acceptance.log.Topics.PAYMENTS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.client.Http;
import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.PaymentProvider.Outage;
import io.millrace.acceptance.log.DeadLetter;
import io.millrace.acceptance.log.Fact;
import io.millrace.acceptance.log.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What could not be handled, as an operator finds and settles it. */
@Acceptance
class DeadLettersIT {

    private static final Duration SECONDS = Duration.ofSeconds(30);
    private static final String FAILED = "payment-flow";

    /** The currency that ISO 4217 keeps for tests. */
    private static final String REFUSED = "XTS";

    private final Millrace millrace;
    private final Http gateway;
    private final Orders orders;
    private final Topics topics;
    private final OrderDraft draft;

    DeadLettersIT(Millrace millrace) {
        this.millrace = millrace;
        gateway = millrace.gateway();
        orders = millrace.orders();
        topics = millrace.topics();
        draft = anOrder().in(REFUSED).of(1, millrace.inventory().anArticle());
    }

    @Test
    void listsShowsReplaysAndDiscardsWhatNobodyCanRead() {
        Fact good = created(orders.settle(anOrder().of(1, "SKU-1")).orderId());
        topics.write(good.raw().withHeader("ce_type", "millrace.order.teleported.v1"));

        JsonNode first = awaitOpenLetter(good.key());
        assertThat(first.path("reason").path("message").asString()).contains("teleported");
        assertThat(first.path("headers")
                        .valueStream()
                        .map(header -> header.path("name").asString()))
                .containsAll(DeadLetter.HEADERS)
                .contains("ce_id", "traceparent");
        assertThat(first.path("payload").asString()).contains(good.key());
        assertThat(first.path("stackTrace").asString()).contains("at io.millrace.");

        long others = parkedByOthers();
        settle(first, "replay");
        JsonNode second = awaitOpenLetter(good.key());
        assertThat(second.path("origin").path("offset").asLong())
                .isGreaterThan(first.path("origin").path("offset").asLong());
        assertThat(show(id(first)).path("settled").path("by").asString()).isEqualTo("ada");

        settle(second, "discard");
        assertThat(show(id(second)).path("state").asString()).isEqualTo("DISCARDED");
        gateway.post("/dead-letters/" + id(second) + "/replay", null).expecting(409);
        topics.awaitHandled();
        assertThat(parkedByOthers()).as("letters of groups that were not asked").isEqualTo(others);
    }

    @Test
    void settlesAnOrderOnceTheCauseIsMendedAndOnlyTheGroupThatFailedSeesItAgain() {
        String orderId;
        JsonNode again;
        try (Outage mistake = millrace.provider().refuses(REFUSED)) {
            orderId = orders.place(draft).orderId();
            JsonNode first = awaitOpenLetter(orderId);
            assertThat(first.path("attempts").asInt()).isEqualTo(1);

            settle(first, "replay");
            again = awaitOpenLetter(orderId);
            assertThat(again.path("attempts").asInt()).as("both lives together").isEqualTo(2);
        }
        settle(again, "replay");

        assertThat(orders.awaitSettled(orderId).outcome()).isEqualTo("CONFIRMED");
        topics.awaitHandled();
        // Who sees an order a second time publishes the same outcome a second time.
        assertThat(topics.about(orderId, List.of(INVENTORY_RESERVED))).hasSize(1);
        assertThat(topics.about(orderId, List.of(ORDERS_STATUS))).hasSize(2);
        assertThat(topics.about(orderId, List.of(PAYMENTS_COMPLETED))).hasSize(1);
        assertThat(openLetter(orderId)).isEmpty();
    }

    @Test
    void replaysManyAtARateAndSaysHowItGetsOn() {
        List<String> refused;
        try (Outage mistake = millrace.provider().refuses(REFUSED)) {
            refused = Stream.generate(() -> orders.place(draft).orderId())
                    .limit(5)
                    .toList();
            refused.forEach(this::awaitOpenLetter);
        }
        String progress = gateway.post("/dead-letters/replay", """
                {"topic":"orders.created","group":"payment-flow","ratePerSecond":20}""", "X-Operator", "ada")
                .expecting(202)
                .header("Location");

        await("the end of the bulk replay")
                .atMost(SECONDS)
                .until(() -> gateway.get(progress)
                        .expecting(200)
                        .json()
                        .path("state")
                        .asString()
                        .equals("FINISHED"));
        JsonNode done = gateway.get(progress).expecting(200).json();
        assertThat(done.path("replayed").asInt())
                .isGreaterThanOrEqualTo(refused.size())
                .isEqualTo(done.path("letters").asInt());
        refused.forEach(
                orderId -> assertThat(orders.awaitSettled(orderId).outcome()).isEqualTo("CONFIRMED"));
    }

    private Fact created(String orderId) {
        topics.awaitHandled();
        return topics.about(orderId, List.of(ORDERS_CREATED)).getFirst();
    }

    private long parkedByOthers() {
        return topics.deadLetters(ORDERS_CREATED).stream()
                .filter(letter -> !letter.group().equals(FAILED))
                .count();
    }

    private JsonNode awaitOpenLetter(String key) {
        return await("the dead letter of " + key)
                .atMost(SECONDS)
                .until(() -> openLetter(key), Optional::isPresent)
                .orElseThrow();
    }

    /** Whole; of the newest there are. */
    private Optional<JsonNode> openLetter(String key) {
        return gateway.get("/dead-letters?topic=orders.created&state=PARKED&limit=20&group=" + FAILED)
                .expecting(200)
                .json()
                .path("deadLetters")
                .valueStream()
                .map(letter -> show(id(letter)))
                .filter(letter -> letter.path("key").asString("").equals(key))
                .findFirst();
    }

    private JsonNode show(String id) {
        return gateway.get("/dead-letters/" + id).expecting(200).json();
    }

    private void settle(JsonNode letter, String how) {
        gateway.post("/dead-letters/" + id(letter) + "/" + how, null, "X-Operator", "ada")
                .expecting(202);
    }

    private static String id(JsonNode letter) {
        return letter.path("id").asString();
    }
}
