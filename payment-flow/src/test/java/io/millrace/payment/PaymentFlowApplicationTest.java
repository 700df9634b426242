package io.millrace.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.Event;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.wire.EventCodec;
import io.millrace.events.wire.Topic;
import io.millrace.local.testing.TestInfra;
import io.millrace.local.testing.TestPostgres.Coordinates;
import io.millrace.payment.intake.Orders;
import io.millrace.payment.provider.StubProvider;
import io.millrace.pipeline.Publisher;
import io.millrace.testing.ListedMetrics;
import io.millrace.testing.StoredRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;

/** The whole service on a real broker and a real database. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "logging.structured.format.console=",
            "millrace.pipeline.attempts=2",
            "millrace.reconciler.held-for=2s",
            "millrace.reconciler.interval=500ms",
            "payment.provider.time-limit=2s"
        })
class PaymentFlowApplicationTest {

    private static final String PREFIX = "payment-flow-" + System.nanoTime() + ".";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 2;
    private static final StubProvider PROVIDER = StubProvider.start();

    @DynamicPropertySource
    static void realParts(DynamicPropertyRegistry properties) {
        Coordinates database = TestInfra.postgres().createDatabase("payment_flow_application");
        properties.add("spring.r2dbc.url", database::r2dbcUrl);
        properties.add("spring.r2dbc.username", database::user);
        properties.add("spring.r2dbc.password", database::password);
        properties.add("spring.flyway.url", database::jdbcUrl);
        properties.add("spring.flyway.user", database::user);
        properties.add("spring.flyway.password", database::password);
        properties.add("millrace.kafka.bootstrap-servers", TestInfra.kafka()::bootstrapServers);
        properties.add("millrace.kafka.topic-prefix", () -> PREFIX);
        properties.add("payment.provider.url", () -> "http://127.0.0.1:" + PROVIDER.port());
    }

    /** What order-flow does in a whole system: a topic is made by those who read it. */
    @BeforeAll
    static void createTheTopicOfTheAnswers() throws Exception {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestInfra.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(Topic.PAYMENTS_COMPLETED.name(PREFIX), Optional.of(6), Optional.empty())))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void close() {
        PROVIDER.close();
    }

    @Autowired
    private Publisher publisher;

    @Autowired
    private EventCodec codec;

    @Autowired
    private MeterRegistry meters;

    @LocalManagementPort
    private int managementPort;

    @Test
    void tellsOperatorsAllTheMetricsTheyWerePromised() {
        assertThat(ListedMetrics.missing("payment-flow", managementPort)).isEmpty();
    }

    @Test
    void authorizesOnCreationAnswersUnderOneIdAndCapturesOnConfirmation() {
        Orders order = Orders.anOrderOf(2598);
        Orders declined = Orders.anOrderOf(1013);

        publish(order.created(), order.created(), declined.created(), order.created(), order.accepted());
        await().atMost(SOON)
                .until(() -> answersTo(order).size() + answersTo(declined).size() >= 4);
        publish(order.confirmed(), declined.cancelled(), order.confirmed());

        await().atMost(SOON).until(() -> PROVIDER.effectsOn(order.id()).contains("capture"));
        assertThat(keysOf(order)).containsExactly("authorization:" + order.id(), "capture:" + order.id());
        assertThat(keysOf(declined)).containsExactly("authorization:" + declined.id());
        assertThat(answersTo(order)).hasSize(3).allSatisfy(answer -> {
            assertThat(answer.fact()).isEqualTo(PaymentCompleted.approved(order.id()));
            assertThat(answer.id()).isEqualTo(order.id() + ":payment");
            assertThat(answer.context().traceId()).isEqualTo(Orders.CONTEXT.traceId());
            assertThat(answer.context().correlationId()).isEqualTo(Orders.CONTEXT.correlationId());
        });
        assertThat(answersTo(declined))
                .singleElement()
                .satisfies(answer -> assertThat(answer.fact()).isEqualTo(PaymentCompleted.declined(declined.id())));
    }

    @Test
    void waitsForAProviderThatHangsInsteadOfParkingTheOneOrderInWork() {
        Orders order = Orders.anOrderOf(2598);
        for (int times = 0; times < ATTEMPTS + 1; times++) {
            PROVIDER.holdsNext();
        }

        publish(order.created());

        await().atMost(SOON).untilAsserted(() -> assertThat(answersTo(order)).isNotEmpty());
        assertThat(answersTo(order))
                .singleElement()
                .satisfies(answer -> assertThat(answer.fact()).isEqualTo(PaymentCompleted.approved(order.id())));
        assertThat(keysOf(order)).hasSizeGreaterThan(ATTEMPTS).containsOnly("authorization:" + order.id());
        assertThat(StoredRecords.of(TestInfra.kafka().bootstrapServers(), Topic.ORDERS_CREATED.deadLetters(PREFIX)))
                .isEmpty();
    }

    @Test
    void asksWhatBecameOfAnOrderThatNobodyEndsAndVoidsItsPaymentWhenItIsAbandoned() {
        Orders order = Orders.anOrderOf(2598);
        publish(order.created());

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(told(Topic.ORDERS_STATUS_REQUESTED, order)).isNotEmpty());
        assertThat(told(Topic.ORDERS_STATUS_REQUESTED, order)).allSatisfy(question -> {
            assertThat(question.id()).isEqualTo(order.id() + ":status-requested:payment-flow");
            assertThat(question.source()).isEqualTo("/millrace/payment-flow");
        });
        assertThat(meters.get("millrace.reconciler.found")
                        .tag("kind", "open-payment")
                        .counter()
                        .count())
                .isPositive();
        publish(order.abandoned());

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(PROVIDER.effectsOn(order.id())).containsExactly("authorization", "void"));
    }

    private static List<String> keysOf(Orders order) {
        return PROVIDER.keys().stream()
                .filter(key -> key.endsWith(order.id().toString()))
                .toList();
    }

    private List<Event<?>> answersTo(Orders order) {
        return told(Topic.PAYMENTS_COMPLETED, order);
    }

    private void publish(Event<?>... events) {
        Flux.fromArray(events).concatMap(publisher::publish).blockLast(SOON);
    }

    private List<Event<?>> told(Topic topic, Orders order) {
        return StoredRecords.of(TestInfra.kafka().bootstrapServers(), topic.name(PREFIX)).stream()
                .<Event<?>>map(codec::decode)
                .filter(event -> event.fact().subject().equals(order.id().toString()))
                .toList();
    }
}
