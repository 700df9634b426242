package io.millrace.gateway.deadletters;

import static io.millrace.gateway.deadletters.Parked.id;
import static io.millrace.gateway.deadletters.Parked.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterActed;
import io.millrace.events.DeadLetterDiscarded;
import io.millrace.events.DeadLetterReplayRequested;
import io.millrace.events.Event;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.fixture.FakeParkedRecords;
import io.millrace.gateway.fixture.Gateway;
import io.millrace.gateway.fixture.GatewayTest;
import io.millrace.pipeline.DeadLetterNews;
import io.millrace.pipeline.QueueFull;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import reactor.core.publisher.Mono;

/** Every call, on letters in memory; every answer is held against the OpenAPI document. */
@GatewayTest
class DeadLettersOverHttpTest {

    /** The context is shared with other tests, so each letter is a new one. */
    private static final AtomicLong OFFSETS = new AtomicLong();

    @Autowired
    FakeLog log;

    @Autowired
    FakeParkedRecords records;

    @Autowired
    DeadLetterIndex index;

    @LocalServerPort
    int port;

    Gateway gateway;

    @BeforeEach
    void fresh() {
        log.reset();
        log.does(event -> Mono.fromRunnable(() -> tell(event)));
        records.fails(null);
        records.tell(new DeadLetterNews.CaughtUp());
        gateway = Gateway.at(port);
    }

    /** As the log does it: what is acknowledged is soon read. */
    private void tell(Event<?> event) {
        if (event.fact() instanceof DeadLetterActed acted) {
            records.tell(new DeadLetterNews.Acted(
                    new Event<>(event.id(), event.source(), event.time(), event.context(), acted)));
        }
    }

    @Test
    void listsLettersWithTheirReasonGroupAttemptsAndOrigin() {
        String id = park("{}".getBytes(UTF_8));

        get("/dead-letters?topic=orders.created&group=payment-flow&state=PARKED&limit=1", 200)
                .jsonPath("$.deadLetters[0].id")
                .isEqualTo(id)
                .jsonPath("$.deadLetters[0].topic")
                .isEqualTo("orders.created")
                .jsonPath("$.deadLetters[0].group")
                .isEqualTo("payment-flow")
                .jsonPath("$.deadLetters[0].attempts")
                .isEqualTo(5)
                .jsonPath("$.deadLetters[0].reason.message")
                .isEqualTo("because")
                .jsonPath("$.deadLetters[0].origin.offset")
                .isEqualTo(100 + OFFSETS.get())
                .jsonPath("$.deadLetters[0].settled")
                .isEmpty()
                .jsonPath("$.leftOut")
                .isEqualTo(0);
    }

    @Test
    void leadsFromPageToPage() {
        String older = park(new byte[0]);
        String newer = park(new byte[0]);
        String next = text(get("/dead-letters?limit=1", 200)
                .jsonPath("$.deadLetters[0].id")
                .isEqualTo(newer)
                .returnResult()
                .getResponseBody());
        String cursor = next.replaceAll(".*\"next\":\"([^\"]*)\".*", "$1");

        get("/dead-letters?limit=1&after=" + cursor, 200)
                .jsonPath("$.deadLetters[0].id")
                .isEqualTo(older);
    }

    @ParameterizedTest
    @CsvSource({
        "topic=orders,topic",
        "topic=orders.created.DLT,topic",
        "group=,group",
        "group=a%20b,group",
        "state=LOST,state",
        "state=parked,state",
        "limit=0,limit",
        "limit=101,limit",
        "limit=x,limit",
        "after=x,after",
        "limit=1&limit=2,limit",
        "sort=asc,sort"
    })
    void refusesAQuestionByTheNameOfWhatIsWrongWithIt(String query, String field) {
        get("/dead-letters?" + query, 400).jsonPath("$.errors[0].field").isEqualTo(field);
    }

    @Test
    void showsALetterWithEveryHeaderItsPayloadAndTheStackTrace() {
        String id = park("{\"a\":1}".getBytes(UTF_8));

        get("/dead-letters/" + id, 200)
                .jsonPath("$.payload")
                .isEqualTo("{\"a\":1}")
                .jsonPath("$.payloadEncoding")
                .isEqualTo("text")
                .jsonPath("$.key")
                .isEqualTo("key")
                .jsonPath("$.stackTrace")
                .isEqualTo("because\n\tat somewhere")
                .jsonPath("$.headers.length()")
                .isEqualTo(10)
                .jsonPath("$.headers[?(@.name=='kafka_dlt-original-timestamp')].value")
                .isEqualTo(Long.toString(Parked.NOON.toEpochMilli()));
    }

    @Test
    void showsBytesThatAreNoTextInBase64() {
        String id = park(new byte[] {(byte) 0xff, 0, 1});

        get("/dead-letters/" + id, 200)
                .jsonPath("$.payload")
                .isEqualTo("/wAB")
                .jsonPath("$.payloadEncoding")
                .isEqualTo("base64");
    }

    @Test
    void saysWhenToComeAgainWhileTheBrokersDoNotSendTheRecord() {
        String id = park(new byte[0]);
        records.fails(new QueueFull(1));

        get("/dead-letters/" + id, 503).jsonPath("$.status").isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders.created.DLT-0-99999999", "orders.created.DLT-9-1", "nothing", "replay", "a.DLT-1-1"})
    void knowsNoLetterThatWasNotParked(String id) {
        get("/dead-letters/" + id, 404);
        post("/dead-letters/" + id + "/discard", null, 404);
    }

    @Test
    void takesAReplayInOnceAndSaysWhoWantedIt() {
        String id = park(new byte[0]);

        post("/dead-letters/" + id + "/replay", "ada", 202)
                .jsonPath("$.state")
                .isEqualTo("REPLAYED")
                .jsonPath("$.by")
                .isEqualTo("ada");
        post("/dead-letters/" + id + "/replay", "bob", 409)
                .jsonPath("$.detail")
                .value(detail -> assertThat((String) detail).contains("replayed by ada"));
        post("/dead-letters/" + id + "/discard", "bob", 409);

        assertThat(log.events())
                .singleElement()
                .extracting(Event::fact)
                .isEqualTo(new DeadLetterReplayRequested(id(0, OFFSETS.get()), "ada"));
        get("/dead-letters/" + id, 200)
                .jsonPath("$.state")
                .isEqualTo("REPLAYED")
                .jsonPath("$.settled.by")
                .isEqualTo("ada")
                .jsonPath("$.settled.doneAt")
                .isEmpty();
    }

    @Test
    void discardsForSomebodyWhoseAddressIsAllThatIsKnown() {
        String id = park(new byte[0]);

        post("/dead-letters/" + id + "/discard", null, 202).jsonPath("$.by").isEqualTo("127.0.0.1");

        assertThat(log.last().fact()).isEqualTo(new DeadLetterDiscarded(id(0, OFFSETS.get()), "127.0.0.1"));
    }

    @Test
    void cutsANameToSomethingSane() {
        String id = park(new byte[0]);

        post("/dead-letters/" + id + "/discard", "a\tb" + "x".repeat(500), 202)
                .jsonPath("$.by")
                .isEqualTo("a?b" + "x".repeat(97));
    }

    /** Both found the letter open; the log knows who came first. */
    @Test
    void tellsWhoComesSecondThatSomethingElseWasDecided() {
        String id = park(new byte[0]);
        log.does(event -> Mono.fromRunnable(() -> {
            records.tell(Parked.acted(new DeadLetterDiscarded(id(0, OFFSETS.get()), "bob")));
            tell(event);
        }));

        post("/dead-letters/" + id + "/replay", "ada", 409)
                .jsonPath("$.detail")
                .value(detail -> assertThat((String) detail).contains("discarded by bob"));
    }

    @Test
    void replaysNothingOfWhichNobodyKnowsWhoFailed() {
        var foreign = record(0, OFFSETS.incrementAndGet(), new byte[0]);
        foreign.headers().remove("kafka_dlt-original-consumer-group");
        String id = park(foreign);

        post("/dead-letters/" + id + "/replay", "ada", 409);
        get("/dead-letters/" + id, 200).jsonPath("$.group").isEmpty();
    }

    @Test
    void beginsABulkReplayAndSaysHowItGetsOn() {
        park(new byte[0]);

        String location = Objects.requireNonNull(
                bulk("{\"topic\":\"orders.created\",\"group\":\"payment-flow\",\"ratePerSecond\":50}", 202)
                        .jsonPath("$.state")
                        .isEqualTo("RUNNING")
                        .returnResult()
                        .getResponseHeaders()
                        .getFirst("Location"));

        BulkReplay begun = (BulkReplay) log.last().fact();
        assertThat(begun.until()).containsExactly(OFFSETS.get() + 1);
        assertThat(begun.letters()).isPositive();
        get(location, 200).jsonPath("$.replayed").isEqualTo(0);
        bulk("{\"topic\":\"orders.created\",\"group\":\"payment-flow\",\"ratePerSecond\":1}", 409);
        bulk("{\"topic\":\"orders.created\",\"group\":\"order-flow\",\"ratePerSecond\":51}", 409);

        tell(Event.of("/millrace/gateway", Parked.NOON, Parked.CONTEXT, begun.next(null, true)));
        get(location, 200).jsonPath("$.state").isEqualTo("FINISHED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | topic",
                "{'topic':'orders','group':'g','ratePerSecond':1} | topic",
                "{'topic':1,'group':'g','ratePerSecond':1} | topic",
                "{'topic':'orders.created','group':'','ratePerSecond':1} | group",
                "{'topic':'orders.created','ratePerSecond':1} | group",
                "{'topic':'orders.created','group':'g'} | ratePerSecond",
                "{'topic':'orders.created','group':'g','ratePerSecond':0} | ratePerSecond",
                "{'topic':'orders.created','group':'g','ratePerSecond':101} | ratePerSecond",
                "{'topic':'orders.created','group':'g','ratePerSecond':1.5} | ratePerSecond",
                "{'topic':'orders.created','group':'g','ratePerSecond':'1'} | ratePerSecond",
                "{'topic':'orders.created','group':'g','ratePerSecond':1,'ratePerSecond':2} | ratePerSecond",
                "{'topic':'orders.created','group':'g','ratePerSecond':1,'all':true} | all"
            })
    void refusesABulkReplayByTheNameOfWhatIsWrongWithIt(String body, String field) {
        bulk(body.replace('\'', '"'), 400).jsonPath("$.errors[0].field").isEqualTo(field);
        assertThat(log.events()).isEmpty();
    }

    @Test
    void knowsNoBulkReplayThatDidNotBegin() {
        get("/dead-letters/replays/nothing", 404);
    }

    private String park(byte[] payload) {
        long offset = OFFSETS.incrementAndGet();
        return park(record(0, offset, payload));
    }

    private String park(ConsumerRecord<byte[], byte[]> record) {
        records.park(record);
        await().until(() -> index.letters().find(id(0, record.offset())) != null);
        return id(0, record.offset()).toString();
    }

    private BodyContentSpec get(String path, int status) {
        return gateway.client()
                .get()
                .uri(URI.create("http://127.0.0.1:" + port + path))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody();
    }

    private BodyContentSpec post(String path, @Nullable String operator, int status) {
        return gateway.client()
                .post()
                .uri(path)
                .headers(headers -> {
                    if (operator != null) {
                        headers.set(Operator.HEADER, operator);
                    }
                })
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody();
    }

    private BodyContentSpec bulk(String body, int status) {
        return gateway.post("/dead-letters/replay", body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody();
    }

    private static String text(byte @Nullable [] body) {
        return new String(Objects.requireNonNull(body), UTF_8);
    }
}
