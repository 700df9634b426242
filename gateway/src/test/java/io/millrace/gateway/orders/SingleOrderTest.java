package io.millrace.gateway.orders;

import static io.millrace.gateway.fixture.Orders.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderLine;
import io.millrace.events.Sku;
import io.millrace.events.TraceContext;
import io.millrace.gateway.fixture.FakeFlows;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.fixture.Gateway;
import io.millrace.gateway.fixture.GatewayTest;
import io.millrace.gateway.fixture.Orders;
import io.millrace.gateway.fixture.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@GatewayTest
class SingleOrderTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

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
    void isAcceptedOnceTheLogHasIt() {
        Answer answer = send(gateway.order(GOOD));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("totalCents").asLong()).isEqualTo(2598);
        assertThat(answer.json().path("currency").asString()).isEqualTo("EUR");
        assertThat(answer.header("Location")).isEqualTo("/orders/" + answer.orderId());
        Event<?> event = log.last();
        OrderCreated created = (OrderCreated) event.fact();
        assertThat(created.orderId().toString()).isEqualTo(answer.orderId());
        assertThat(created.orderId().value().version()).isEqualTo(7);
        assertThat(created.items()).containsExactly(new OrderLine(new Sku("SKU-1"), 2, 1299));
        assertThat(event.id()).isEqualTo(answer.orderId() + ":created");
        assertThat(event.source()).isEqualTo("/millrace/gateway");
        assertThat(created.placedAt().getNano() % 1_000_000).isZero();
    }

    @Test
    void carriesTheTraceThatItCameWith() {
        Answer answer = send(gateway.order(GOOD)
                .header("X-Correlation-Id", "mine-1")
                .header("traceparent", TRACEPARENT)
                .header("tracestate", "a=1"));

        assertThat(answer.header("X-Correlation-Id")).isEqualTo("mine-1");
        assertThat(answer.header("traceparent")).isEqualTo(TRACEPARENT);
        assertThat(log.last().context().correlationId()).isEqualTo("mine-1");
        assertThat(log.last().context().traceparent()).isEqualTo(TRACEPARENT);
        assertThat(log.last().context().tracestate()).isEqualTo("a=1");
    }

    @Test
    void continuesATraceThatTheCallerRecordsInASpanOfItsOwn() {
        String sampled = TRACEPARENT.substring(0, 53) + "01";

        Answer answer = send(gateway.order(GOOD).header("traceparent", sampled).header("tracestate", "a=1"));

        assertThat(answer.header("traceparent"))
                .startsWith(sampled.substring(0, 36))
                .endsWith("-01")
                .isNotEqualTo(sampled);
        assertThat(log.last().context().traceparent()).isEqualTo(answer.header("traceparent"));
        assertThat(log.last().context().tracestate()).isEqualTo("a=1");
    }

    @Test
    void beginsATraceWhereItCameWithNoneOrWithNonsense() {
        Answer answer = send(gateway.order(GOOD).header("traceparent", "00-zz").header("tracestate", "a=1"));

        assertThat(TraceContext.isTraceparent(answer.header("traceparent"))).isTrue();
        assertThat(log.last().context().traceparent()).isEqualTo(answer.header("traceparent"));
        assertThat(log.last().context().tracestate()).isNull();
        assertThat(log.last().context().correlationId()).isEqualTo(answer.header("X-Correlation-Id"));
    }

    @Test
    void isPlacedOnceUnderOneKey() {
        Answer first = send(gateway.order(GOOD).header("Idempotency-Key", "k-once"));
        Answer second = send(gateway.order(" " + GOOD).header("Idempotency-Key", "k-once"));

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(log.events()).hasSize(1);
    }

    @Test
    void isOneOrderHoweverManySendItAtOnce() {
        log.does(event -> Mono.delay(Duration.ofMillis(50)).then());

        Set<String> ids = Flux.range(0, 50)
                .flatMap(
                        i -> Mono.fromCallable(() -> send(gateway.order(GOOD).header("Idempotency-Key", "k-fifty"))
                                        .orderId())
                                .subscribeOn(Schedulers.boundedElastic()),
                        16)
                .collect(Collectors.toSet())
                .block();

        assertThat(ids).hasSize(1);
        assertThat(log.events()).hasSize(1);
    }

    @Test
    void isRefusedWhereTheKeyIsAnothers() {
        send(gateway.order(GOOD).header("Idempotency-Key", "k-other"));
        Answer second = send(gateway.order(Orders.of(3, "SKU-1")).header("Idempotency-Key", "k-other"));

        assertThat(second.status()).isEqualTo(422);
        assertThat(second.json().path("type").asString()).isEqualTo("urn:millrace:problem:idempotency-key-reused");
        assertThat(log.events()).hasSize(1);
    }

    @Test
    void isTakenInAlsoWhileOrderFlowCannotBeAsked() {
        flows.cannotBeAsked();

        assertThat(send(gateway.order(GOOD).header("Idempotency-Key", "k-away")).status())
                .isEqualTo(202);
    }

    @Test
    void leavesItsKeyFreeWhereThereWasNoRoomForIt() {
        log.isFull();
        assertThat(send(gateway.order(GOOD).header("Idempotency-Key", "k-full")).status())
                .isEqualTo(503);
        log.acknowledges();

        assertThat(send(gateway.order(Orders.of(3, "SKU-1")).header("Idempotency-Key", "k-full"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void isTriedAgainUnderTheSameEventIdWhereItMayHaveBeenStored() {
        log.failsWith(new TimeoutException("no answer"));
        assertThat(send(gateway.order(GOOD).header("Idempotency-Key", "k-again"))
                        .status())
                .isEqualTo(503);
        assertThat(send(gateway.order(Orders.of(3, "SKU-1")).header("Idempotency-Key", "k-again"))
                        .status())
                .isEqualTo(422);
        log.acknowledges();

        Answer again = send(gateway.order(GOOD).header("Idempotency-Key", "k-again"));
        assertThat(again.status()).isEqualTo(202);
        assertThat(log.last().id()).isEqualTo(again.orderId() + ":created");
    }

    @Test
    void comesTooEarlyWhereTheQueueIsFull() {
        log.isFull();

        Answer answer = send(gateway.order(GOOD));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void comesTooEarlyWhereTheBrokersAreSilent() {
        log.isSilent();

        Answer answer = send(gateway.order(GOOD));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void hearsNothingOfWhatIsBrokenHere() {
        log.failsWith(new IllegalStateException("SELECT secret FROM io.millrace"));

        Answer answer = send(gateway.order(GOOD));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().toString()).doesNotContain("SELECT", "Exception", "millrace.");
        assertThat(answer.json().path("correlationId").asString()).isEqualTo(answer.header("X-Correlation-Id"));
    }

    @Test
    void isAnsweredWithItsOutcomeWhereTheCallerWouldWait() {
        flows.settle();

        Answer answer = send(gateway.order(GOOD).header("Prefer", "wait=99"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
        assertThat(answer.header("Location")).isEqualTo("/orders/" + answer.orderId());
    }

    @Test
    void isAnsweredAsUsualWhereItDoesNotSettleInTime() {
        Answer answer = send(gateway.order(GOOD).header("Prefer", "wait=1"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
    }

    @Test
    void comesTooEarlyAlsoWhereTheCallerWouldWait() {
        log.isFull();

        assertThat(send(gateway.order(GOOD).header("Prefer", "wait=1")).status())
                .isEqualTo(503);
    }

    @Test
    void harmsNobodyWhenItsClientLeaves() throws IOException {
        log.isSilent();
        try (RawHttp client = new RawHttp(port)) {
            client.send("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                    + GOOD.length() + "\r\n\r\n" + GOOD);
        }
        log.acknowledges();

        assertThat(send(gateway.order(GOOD)).status()).isEqualTo(202);
    }

    @Test
    void needNotBeSentWhereItIsAnnouncedAsTooLong() throws IOException {
        try (RawHttp client = new RawHttp(port)) {
            client.send("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                    + "Content-Length: 300000\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void sharesItsConnectionWithOthers() throws IOException {
        String order = "POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + GOOD.length() + "\r\n\r\n" + GOOD;
        try (RawHttp client = new RawHttp(port)) {
            client.send(order + order + order.replace("EUR", "eur") + order);

            assertThat(List.of(
                            client.answer().status(),
                            client.answer().status(),
                            client.answer().status(),
                            client.answer().status()))
                    .containsExactly(202, 202, 400, 202);
        }
    }

    /** An answer that was held against the OpenAPI document. */
    private record Answer(int status, Map<String, String> headers, JsonNode json) {

        String header(String name) {
            return Objects.requireNonNull(headers.get(name), name);
        }

        String orderId() {
            return json.path("orderId").asString();
        }
    }

    private static Answer send(WebTestClient.RequestHeadersSpec<?> request) {
        EntityExchangeResult<byte[]> result = request.exchange().expectBody().returnResult();
        return new Answer(
                result.getStatus().value(),
                result.getResponseHeaders().toSingleValueMap(),
                JSON.readTree(Objects.requireNonNull(result.getResponseBodyContent())));
    }
}
