package io.millrace.gateway.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.events.Event;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.events.Uuids;
import io.millrace.gateway.GatewayApplication;
import io.millrace.local.testing.TestInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a record that a flow parks to what an operator makes of it, with gateways that come and go. */
@Timeout(180)
class OnARealBrokerTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String prefix = "letters-" + UUID.randomUUID() + ".";
    private final AFlow failing = new AFlow(prefix, "failing", true);
    private final AFlow other = new AFlow(prefix, "other", false);
    private ConfigurableApplicationContext gateway;

    @BeforeEach
    void start() {
        gateway = aGateway("20s");
    }

    @AfterEach
    void stop() {
        gateway.close();
        failing.close();
        other.close();
    }

    /** @param drain how long its pipeline waits for a step in work when it stops; next to nothing is a crash */
    private ConfigurableApplicationContext aGateway(String drain) {
        return SpringApplication.run(
                GatewayApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--server.shutdown=immediate",
                "--management.server.port=-1",
                "--logging.structured.format.console=",
                "--millrace.kafka.bootstrap-servers=" + TestInfra.kafka().bootstrapServers(),
                "--millrace.kafka.topic-prefix=" + prefix,
                "--millrace.pipeline.drain=" + drain);
    }

    @Test
    void replaysALetterToTheGroupThatFailedAndAddsUpWhatFailsAgain() {
        publish("SKU-1");
        JsonNode first = letters(1).getFirst();
        assertThat(first.path("group").asString()).isEqualTo("failing");
        assertThat(first.path("attempts").asInt()).isEqualTo(2);
        JsonNode whole = get("/dead-letters/" + id(first));
        assertThat(whole.path("payload").asString()).contains("\"SKU-1\"");
        assertThat(whole.path("stackTrace").asString()).contains("out of order");

        post("/dead-letters/" + id(first) + "/replay");
        JsonNode second = letters(2).getFirst();
        assertThat(second.path("attempts").asInt()).isEqualTo(4);
        assertThat(second.path("state").asString()).isEqualTo("PARKED");

        failing.mend();
        post("/dead-letters/" + id(second) + "/replay");
        await().atMost(PATIENCE).until(() -> failing.handled().equals(List.of("SKU-1")));
        await().atMost(PATIENCE).until(() -> !settled(second).path("doneAt").isNull());
        assertThat(settled(second).path("by").asString()).isEqualTo("ada");
        publish("SKU-1");
        await().atMost(PATIENCE).until(() -> failing.handled().size() == 2);
        assertThat(other.handled()).as("the two that were published").hasSize(2);
        assertThat(letters(2)).hasSize(2);
    }

    @Test
    void knowsTheSameAfterARestart() {
        IntStream.range(0, 3).forEach(i -> publish("SKU-" + i));
        List<JsonNode> before = letters(3);
        post("/dead-letters/" + id(before.get(0)) + "/discard");
        post("/dead-letters/" + id(before.get(1)) + "/replay");
        await().atMost(PATIENCE)
                .until(() -> letters(4).stream()
                                .filter(letter ->
                                        letter.path("state").asString().equals("PARKED"))
                                .count()
                        == 2);
        await().atMost(PATIENCE)
                .until(() -> !settled(before.get(1)).path("doneAt").isNull());
        List<JsonNode> known = letters(4);

        gateway.close();
        gateway = aGateway("20s");

        await().atMost(PATIENCE).ignoreExceptions().until(() -> letters(4).equals(known));
        assertThat(known.stream().map(letter -> letter.path("state").asString()))
                .containsExactlyInAnyOrder("DISCARDED", "REPLAYED", "PARKED", "PARKED");
    }

    @Test
    void goesOnWithABulkReplayThatACrashInterrupts() {
        int letters = 30;
        gateway.close();
        gateway = aGateway("1ms");
        IntStream.range(0, letters).forEach(i -> publish("SKU-" + i));
        letters(letters);
        failing.mend();

        String job = post("/dead-letters/replay", """
                {"topic":"inventory.adjusted","group":"failing","ratePerSecond":10}""").path("id").asString();
        await().atMost(PATIENCE).until(() -> failing.handled().size() >= 13);
        gateway.close();
        int whenItCrashed = failing.handled().size();
        assertThat(whenItCrashed).isLessThan(letters);
        gateway = aGateway("20s");

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get("/dead-letters/replays/" + job)
                        .path("state")
                        .asString()
                        .equals("FINISHED"));
        JsonNode progress = get("/dead-letters/replays/" + job);
        assertThat(progress.path("letters").asInt()).isEqualTo(letters);
        assertThat(progress.path("replayed").asInt()).isEqualTo(letters);
        await().atMost(PATIENCE)
                .until(() -> failing.handled().stream().distinct().count() == letters);
        Map<String, Long> times =
                failing.handled().stream().collect(Collectors.groupingBy(key -> key, Collectors.counting()));
        assertThat(times.values()).allMatch(count -> count <= 2);
        assertThat(failing.handled()).hasSizeLessThanOrEqualTo(letters + 10);
        assertThat(other.handled()).hasSize(letters);
    }

    private void publish(String sku) {
        var adjusted = new StockAdjusted(new Sku(sku), 1, "restock");
        String id = Uuids.version7(Parked.NOON.toEpochMilli()).toString();
        failing.publisher()
                .publish(new Event<>(id, "/millrace/test", Parked.NOON, Parked.CONTEXT, adjusted))
                .block(PATIENCE);
    }

    /** All letters, once there are so many, newest first. */
    private List<JsonNode> letters(int count) {
        return await().atMost(PATIENCE).ignoreExceptions().until(this::letters, found -> found.size() == count);
    }

    private List<JsonNode> letters() {
        List<JsonNode> letters = new ArrayList<>();
        get("/dead-letters?limit=100").path("deadLetters").forEach(letters::add);
        return letters;
    }

    private JsonNode settled(JsonNode letter) {
        return get("/dead-letters/" + id(letter)).path("settled");
    }

    private static String id(JsonNode letter) {
        return letter.path("id").asString();
    }

    private JsonNode get(String path) {
        return JSON.readTree(Objects.requireNonNull(client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody()));
    }

    private void post(String path) {
        client().post()
                .uri(path)
                .header("X-Operator", "ada")
                .exchange()
                .expectStatus()
                .isAccepted();
    }

    private JsonNode post(String path, String body) {
        return JSON.readTree(Objects.requireNonNull(client().post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .returnResult()
                .getResponseBody()));
    }

    private WebTestClient client() {
        String port = gateway.getEnvironment().getProperty("local.server.port");
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }
}
