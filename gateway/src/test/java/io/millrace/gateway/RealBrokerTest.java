package io.millrace.gateway;

import static io.millrace.gateway.fixture.Orders.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.OrderCreated;
import io.millrace.events.wire.EventCodec;
import io.millrace.events.wire.Topic;
import io.millrace.gateway.fixture.Gateway;
import io.millrace.gateway.fixture.Orders;
import io.millrace.local.testing.TestInfra;
import io.millrace.testing.ListedMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway on a real broker, and with no flow to be asked: orders are taken in all the same. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "management.server.port=0",
            "management.server.address=127.0.0.1",
            "logging.structured.format.console=",
            "millrace.gateway.query.order-flow-url=http://127.0.0.1:1",
            "millrace.gateway.query.inventory-flow-url=http://127.0.0.1:1"
        })
class RealBrokerTest {

    private static final String PREFIX = "gateway-" + UUID.randomUUID() + ".";
    private static final int LINES = 20_000;

    @DynamicPropertySource
    static void broker(DynamicPropertyRegistry properties) {
        properties.add(
                "millrace.kafka.bootstrap-servers", () -> TestInfra.kafka().bootstrapServers());
        properties.add("millrace.kafka.topic-prefix", () -> PREFIX);
    }

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Test
    void keepsAnOrderThatIsAccepted() {
        String location = Gateway.at(port)
                .order(GOOD)
                .header("Idempotency-Key", "real-1")
                .header("X-Correlation-Id", "real-broker")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst("Location");

        assertThat(created("real-broker")).singleElement().satisfies(event -> {
            assertThat("/orders/" + event.fact().subject()).isEqualTo(location);
            assertThat(event.id()).isEqualTo(event.fact().subject() + ":created");
        });
    }

    @Test
    void tellsOperatorsAllTheMetricsTheyWerePromised() {
        Gateway.at(port).order(GOOD).exchange().expectStatus().isAccepted();

        assertThat(ListedMetrics.missing("gateway", managementPort)).isEmpty();
    }

    @Test
    void keepsEveryGoodLineOfALongStream() {
        String body = IntStream.rangeClosed(1, LINES)
                .mapToObj(i -> Orders.of(i % 100 == 0 ? 0 : 1, "SKU-" + i))
                .collect(Collectors.joining("\n"));

        String answers = Objects.requireNonNull(Gateway.at(port)
                .client()
                .mutate()
                .responseTimeout(Duration.ofMinutes(2))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
                .entityExchangeResultConsumer(result -> {})
                .build()
                .post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_NDJSON)
                .header("X-Correlation-Id", "real-stream")
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

        assertThat(answers.lines()).hasSize(LINES);
        assertThat(answers.lines().filter(line -> line.contains("\"error\""))).hasSize(LINES / 100);
        assertThat(created("real-stream"))
                .extracting(event ->
                        ((OrderCreated) event.fact()).items().getFirst().sku().value())
                .doesNotHaveDuplicates()
                .hasSize(LINES - LINES / 100);
    }

    /** All orders of one request that the broker holds. */
    private static List<Event<?>> created(String correlationId) {
        EventCodec codec = new EventCodec(PREFIX);
        String topic = Topic.ORDERS_CREATED.name(PREFIX);
        List<Event<?>> events = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", TestInfra.kafka().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Instant deadline = Instant.now().plusSeconds(60);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                assertThat(Instant.now()).isBefore(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(codec.decode(record)));
            }
        }
        return events.stream()
                .filter(event -> event.context().correlationId().equals(correlationId))
                .toList();
    }
}
