package io.millrace.gateway.live;

import static io.millrace.gateway.live.Orders.accepted;
import static io.millrace.gateway.live.Orders.confirmed;
import static io.millrace.gateway.live.Watching.RETRY;
import static io.millrace.gateway.live.Watching.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import io.millrace.gateway.fixture.Gateway;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** The GETs of the gateway as clients see them; answers are held against the OpenAPI document. */
class OverHttpTest {

    private static final String PAGE = "{\"orders\":[],\"next\":null}";

    private static BehindTheGateway behind;
    private static Gateway gateway;

    private final OrderId id = new OrderId(Uuids.version7(Clock.systemUTC().millis()));

    @BeforeAll
    static void start() {
        behind = new BehindTheGateway();
        gateway = Gateway.at(behind.port());
    }

    @AfterAll
    static void stop() {
        behind.close();
    }

    @BeforeEach
    void reset() {
        behind.orderFlow.reset();
        behind.inventoryFlow.reset();
    }

    @Test
    void passesAnOrderOnAsItIs() {
        String json = Watching.text(Orders.json(confirmed(id)));
        behind.orderFlow.answers(200, json);
        get("/orders/" + id)
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody(String.class)
                .isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/nonsense", "/orders/1-1-1-1-1", "/orders/nonsense/events", "/inventory/no%20sku"})
    void doesNotAskForWhatCannotBe(String path) {
        get(URI.create(path))
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(404);
        assertThat(behind.orderFlow.questions()).isEmpty();
        assertThat(behind.inventoryFlow.questions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events"})
    void knowsNothingOfAnOrderNobodyPlaced(String what) {
        get("/orders/" + id + what)
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.instance")
                .isEqualTo("/orders/" + id + what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events"})
    void saysWhenToComeAgainWhileOrderFlowHangs(String what) {
        behind.orderFlow.hangs();
        get("/orders/" + id + what)
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events"})
    void showsAnOrderThisInstanceAcceptedWhileOrderFlowHangs(String what) {
        behind.orderFlow.hangs();
        behind.context.getBean(RecentlyAccepted.class).accepted(Orders.created(id), Orders.context());
        StepVerifier.create(events("/orders/" + id + what).filter(chunk -> chunk.contains("ACCEPTED")))
                .expectNextCount(1)
                .thenCancel()
                .verify(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({
        "/orders, text/html",
        "/orders/01a1fd8c-6900-7290-981e-e0ce871a1793, application/xml",
        "/orders/01a1fd8c-6900-7290-981e-e0ce871a1793/events, application/json",
        "/orders/events, application/json",
        "/inventory/SKU-1, text/plain"
    })
    void refusesWhoDoesNotTakeTheAnswer(String path, String accept) {
        gateway.client()
                .get()
                .uri(path)
                .header("Accept", accept)
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    void passesFiltersOnAndPagesBack() {
        behind.orderFlow.answers(200, PAGE);
        get("/orders?customerId=c-1&status=CONFIRMED&limit=5&after=abc_-=")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo(PAGE);
        assertThat(behind.orderFlow.questions().getFirst().split("[?&]"))
                .containsExactlyInAnyOrder(
                        "/orders", "customerId=c-1", "status=CONFIRMED", "limit=5", "after=abc_-%3D");
    }

    @Test
    void listsTwentyUnlessToldOtherwise() {
        behind.orderFlow.answers(200, PAGE);
        get("/orders").expectStatus().isOk().expectBody(String.class).isEqualTo(PAGE);
        assertThat(behind.orderFlow.questions()).containsExactly("/orders?limit=20");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "limit=1e1, limit",
        "limit=, limit",
        "limit, limit",
        "limit=5&limit=6, limit",
        "status=confirmed, status",
        "status=, status",
        "customerId=a%20b, customerId",
        "customerId=, customerId",
        "after=, after",
        "after=a%2Fb, after",
        "offset=5, offset"
    })
    void refusesAParameterByName(String query, String field) {
        get(URI.create("/orders?" + query))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(1)
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
        assertThat(behind.orderFlow.questions()).isEmpty();
    }

    @Test
    void refusesAllBadParametersAtOnce() {
        get("/orders?limit=0&status=x&page=3")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(3);
    }

    @Test
    void refusesACursorThatOrderFlowRefuses() {
        behind.orderFlow.answers(400, "");
        get("/orders?after=abc")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 302})
    void tellsNobodyWhatFlowsSayWhenTheyFail(int status) {
        behind.orderFlow.answers(status, "java.lang.NullPointerException at io.millrace");
        behind.inventoryFlow.answers(status, "java.lang.NullPointerException at io.millrace");
        for (String path : new String[] {"/orders", "/orders/" + id, "/inventory/SKU-1"}) {
            get(path)
                    .expectStatus()
                    .isEqualTo(503)
                    .expectBody(String.class)
                    .value(body -> assertThat(body).doesNotContain("java", "millrace.", "order-flow"));
        }
    }

    @Test
    void passesStockOn() {
        String stock = "{\"sku\":\"SKU-1\",\"available\":7,\"reserved\":2,\"sold\":1}";
        behind.inventoryFlow.answers(200, stock);
        get("/inventory/SKU-1").expectStatus().isOk().expectBody(String.class).isEqualTo(stock);
        assertThat(behind.inventoryFlow.questions()).containsExactly("/inventory/SKU-1");
    }

    @Test
    void knowsNothingOfAnUnknownSku() {
        get("/inventory/SKU-NOWHERE")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(404);
    }

    @Test
    void streamsAnOrderUntilItIsSettled() {
        behind.orderFlow.answers(200, Watching.text(Orders.json(accepted(id))));
        StepVerifier.create(events("/orders/" + id + "/events").transform(OverHttpTest::wholeEvents))
                .expectNext(RETRY, event(accepted(id)))
                .then(() -> behind.feed.brings(confirmed(id)))
                .expectNext(event(confirmed(id)))
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }

    @Test
    void resumesBehindTheLastEventOfTheClient() {
        behind.orderFlow.answers(200, Watching.text(Orders.json(confirmed(id))));
        events("/orders/" + id + "/events", "1")
                .as(StepVerifier::create)
                .expectNext(RETRY + event(confirmed(id)))
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @MethodSource("idsOfNoEvent")
    void takesAnEventIdThatIsNoneForNone(String lastEventId) {
        behind.orderFlow.answers(200, Watching.text(Orders.json(confirmed(id))));
        events("/orders/" + id + "/events", lastEventId)
                .as(StepVerifier::create)
                .expectNext(RETRY + event(confirmed(id)))
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }

    static Stream<String> idsOfNoEvent() {
        return Stream.of("x", "-1", "99999999999999999999", "1 2");
    }

    @Test
    void streamsAllOrdersToABoard() {
        StepVerifier.create(events("/orders/events").transform(OverHttpTest::wholeEvents))
                .expectNext(RETRY)
                .then(() -> behind.feed.brings(accepted(id)))
                .expectNext(event(accepted(id)))
                .thenCancel()
                .verify(Duration.ofSeconds(20));
        await().atMost(Duration.ofSeconds(10)).until(() -> subscribers("board"), is -> is == 0);
    }

    @Test
    void letsGoOfAClientThatHangsUp() {
        behind.orderFlow.answers(200, Watching.text(Orders.json(accepted(id))));
        Disposable client = events("/orders/" + id + "/events").subscribe();
        await().atMost(Duration.ofSeconds(10)).until(() -> subscribers("order"), is -> is == 1);
        client.dispose();
        await().atMost(Duration.ofSeconds(10)).until(() -> subscribers("order"), is -> is == 0);
    }

    private static double subscribers(String stream) {
        return behind.context
                .getBean(MeterRegistry.class)
                .get("millrace.gateway.subscribers")
                .tag("stream", stream)
                .gauge()
                .value();
    }

    private static WebTestClient.ResponseSpec get(String path) {
        return gateway.client().get().uri(path).exchange();
    }

    /** Sent as it stands, its escapes with it. */
    private static WebTestClient.ResponseSpec get(URI path) {
        return gateway.client()
                .get()
                .uri(URI.create("http://127.0.0.1:" + behind.port()).resolve(path))
                .exchange();
    }

    private static Flux<String> events(String path) {
        return events(path, "");
    }

    private static Flux<String> events(String path, String lastEventId) {
        Flux<String> chunks = HttpClient.create()
                .headers(headers -> {
                    headers.set("Accept", "text/event-stream, application/json");
                    if (!lastEventId.isEmpty()) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .get()
                .uri("http://127.0.0.1:" + behind.port() + path)
                .responseContent()
                .asString();
        return lastEventId.isEmpty() ? chunks : chunks.reduce(String::concat).flux();
    }

    /** However the bytes came: events end with an empty line. */
    private static Flux<String> wholeEvents(Flux<String> chunks) {
        return chunks.concatMapIterable(chunk -> chunk.lines().toList())
                .map(line -> line + "\n")
                .bufferUntil(line -> line.equals("\n"))
                .map(lines -> String.join("", lines));
    }
}
