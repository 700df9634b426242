package io.millrace.gateway.orders;

import static io.millrace.gateway.fixture.Orders.GOOD;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.OrderCreated;
import io.millrace.gateway.fixture.FakeFlows;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.fixture.Gateway;
import io.millrace.gateway.fixture.GatewayTest;
import io.millrace.gateway.fixture.Orders;
import io.millrace.gateway.fixture.RawHttp;
import io.millrace.pipeline.QueueFull;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@GatewayTest
class StreamedOrdersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEAD = "POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
            + "Accept: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Autowired
    FakeLog log;

    @Autowired
    FakeFlows flows;

    @LocalServerPort
    int port;

    Gateway gateway;

    @BeforeEach
    void fresh() {
        log.reset();
        flows.reset();
        gateway = Gateway.at(port);
    }

    @Test
    void areAnsweredLineByLineInOrder() {
        List<JsonNode> answers = send(stream(IntStream.rangeClosed(1, 2000)
                        .mapToObj(i -> Orders.of(i % 100 == 0 ? 0 : i, "SKU-1"))
                        .collect(Collectors.joining("\n")))
                .header("X-Correlation-Id", "two-thousand"));

        assertThat(answers).hasSize(2000);
        for (int i = 0; i < 2000; i++) {
            JsonNode answer = answers.get(i);
            assertThat(answer.path("line").asInt()).isEqualTo(i + 1);
            if ((i + 1) % 100 == 0) {
                assertThat(answer.at("/error/errors/0/field").asString()).isEqualTo("items[0].quantity");
                assertThat(answer.at("/error/status").asInt()).isEqualTo(400);
            } else {
                assertThat(answer.path("status").asString()).isEqualTo("ACCEPTED");
            }
        }
        assertThat(eventsOf("two-thousand")).hasSize(1980);
    }

    @Test
    void countBlankLinesWithoutAnsweringThem() {
        assertThat(send(stream("\r\n" + GOOD + "\r\n\n  \n" + GOOD)))
                .extracting(answer -> answer.path("line").asInt())
                .containsExactly(2, 5);
    }

    @Test
    void areSpoiltByNoneThatIsTooLong() {
        List<JsonNode> answers = send(stream(GOOD + "\n" + "x".repeat(100_000) + "\n" + GOOD));

        assertThat(answers.get(1).at("/error/errors/0/message").asString()).isEqualTo("must have at most 4096 bytes");
        assertThat(answers)
                .extracting(answer -> answer.path("status").asString())
                .containsExactly("ACCEPTED", "", "ACCEPTED");
    }

    @Test
    void areEachNamedByTheKeyAndTheirLine() {
        List<JsonNode> first = send(
                stream(GOOD + "\n" + GOOD).header("Idempotency-Key", "k-stream").header("X-Correlation-Id", "keyed"));
        List<JsonNode> second = send(stream(GOOD + "\n" + Orders.of(7, "SKU-1"))
                .header("Idempotency-Key", "k-stream")
                .header("X-Correlation-Id", "keyed"));

        assertThat(first.get(0).path("orderId")).isNotEqualTo(first.get(1).path("orderId"));
        assertThat(second.get(0)).isEqualTo(first.get(0));
        assertThat(second.get(1).at("/error/status").asInt()).isEqualTo(422);
        assertThat(eventsOf("keyed")).hasSize(2);
    }

    @Test
    void shareTheTraceOfTheirRequest() {
        send(stream(GOOD + "\n" + GOOD).header("X-Correlation-Id", "stream-1"));

        assertThat(log.events())
                .allMatch(event -> event.context().correlationId().equals("stream-1"));
    }

    @Test
    void areAnsweredEvenWhereThereAreNone() {
        assertThat(send(stream("\n\n"))).isEmpty();
    }

    @Test
    void waitForRoomInTheQueue() {
        AtomicInteger tries = new AtomicInteger();
        log.does(event -> tries.incrementAndGet() <= 60 ? Mono.error(new QueueFull(1)) : Mono.empty());

        List<JsonNode> answers = send(stream((GOOD + "\n").repeat(20)));

        assertThat(answers).allMatch(answer -> answer.path("status").asString().equals("ACCEPTED"));
    }

    @Test
    void areSentAwayOneByOneWhereTheBrokersAreSilent() {
        log.does(event ->
                ((OrderCreated) event.fact()).items().getFirst().quantity() == 1 ? Mono.never() : Mono.empty());

        List<JsonNode> answers = send(stream(Orders.of(1, "SKU-1") + "\n" + Orders.of(2, "SKU-1")));

        assertThat(answers.get(0).at("/error/status").asInt()).isEqualTo(503);
        assertThat(answers.get(1).path("status").asString()).isEqualTo("ACCEPTED");
    }

    @Test
    void areAnsweredWhileTheNextIsNotYetSent() throws IOException {
        try (RawHttp client = new RawHttp(port)) {
            client.send(HEAD);
            for (int line = 1; line <= 3; line++) {
                client.send(chunk(GOOD + "\n"));
                String answer = client.until("\n", "{\"line\"");
                assertThat(answer).contains("{\"line\":" + line + ",");
            }
            client.send("0\r\n\r\n");
            assertThat(client.until("0\r\n\r\n", "")).isNotNull();
        }
    }

    @Test
    void slowTheirClientDownWhereTheBrokersAreSlow() throws IOException {
        log.isSilent();
        byte[] chunk = chunk((GOOD + "\n").repeat(1000)).getBytes(ISO_8859_1);
        try (RawHttp client = new RawHttp(port)) {
            client.send(HEAD);
            // Far more than the buffers of both sockets hold.
            assertThat(client.sendUntilHeldUp(chunk, 500)).isLessThan(500);
        }
    }

    private WebTestClient.RequestHeadersSpec<?> stream(String body) {
        return gateway.client()
                .post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_NDJSON)
                .accept(MediaType.APPLICATION_NDJSON)
                .bodyValue(body);
    }

    private static List<JsonNode> send(WebTestClient.RequestHeadersSpec<?> request) {
        String body = request.exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNullElse(body, "").lines().map(JSON::readTree).toList();
    }

    /** A stream that another test broke off may still be on its way. */
    private List<Event<?>> eventsOf(String correlationId) {
        return log.events().stream()
                .filter(event -> event.context().correlationId().equals(correlationId))
                .toList();
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
