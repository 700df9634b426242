package io.millrace.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.events.Event;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.wire.EventCodec;
import io.millrace.events.wire.Topic;
import io.millrace.local.testing.TestInfra;
import io.millrace.local.testing.TestPostgres.Coordinates;
import io.millrace.payment.intake.Orders;
import io.millrace.payment.provider.StubProvider;
import io.millrace.pipeline.Publisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;

/** The whole service on a real broker and a real database. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "logging.structured.format.console="})
class PaymentFlowApplicationTest {

    private static final String PREFIX = "payment-flow-" + System.nanoTime() + ".";
    private static final Duration SOON = Duration.ofSeconds(30);
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

    @Test
    void authorizesOnCreationAnswersUnderOneIdAndCapturesOnConfirmation() {
        Orders order = Orders.anOrderOf(2598);
        Orders declined = Orders.anOrderOf(1013);

        publish(order.created(), order.created(), declined.created(), order.created(), order.accepted());
        List<Event<?>> answers = answers(4);
        publish(order.confirmed(), declined.cancelled(), order.confirmed());

        await().atMost(SOON).until(() -> PROVIDER.effectsOn(order.id()).contains("capture"));
        assertThat(PROVIDER.keys())
                .containsExactlyInAnyOrder(
                        "authorization:" + order.id(), "authorization:" + declined.id(), "capture:" + order.id());
        assertThat(answers)
                .filteredOn(answer -> answer.fact().equals(PaymentCompleted.approved(order.id())))
                .hasSize(3)
                .allSatisfy(answer -> {
                    assertThat(answer.id()).isEqualTo(order.id() + ":payment");
                    assertThat(answer.context()).isEqualTo(Orders.CONTEXT);
                });
        assertThat(answers)
                .filteredOn(answer -> answer.fact().equals(PaymentCompleted.declined(declined.id())))
                .hasSize(1);
    }

    private void publish(Event<?>... events) {
        Flux.fromArray(events).concatMap(publisher::publish).blockLast(SOON);
    }

    private List<Event<?>> answers(int count) {
        List<Event<?>> answers = new ArrayList<>();
        String topic = Topic.PAYMENTS_COMPLETED.name(PREFIX);
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestInfra.kafka().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> answers.add(codec.decode(record)));
                return answers.size() >= count;
            });
        }
        assertThat(answers).hasSize(count);
        return answers;
    }
}
