package io.millrace.inventory;

import static io.millrace.inventory.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.events.wire.EventCodec;
import io.millrace.events.wire.Topic;
import io.millrace.local.testing.TestInfra;
import io.millrace.local.testing.TestPostgres.Coordinates;
import io.millrace.pipeline.Publisher;
import io.millrace.testing.ListedMetrics;
import io.millrace.testing.StoredRecords;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The whole service on a real broker and a real database, with the configuration it is shipped with but for its patience. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "logging.structured.format.console=",
            "millrace.reconciler.held-for=2s",
            "millrace.reconciler.interval=500ms"
        })
class InventoryFlowApplicationTest {

    private static final String PREFIX = "inventory-flow-test.";
    private static final Duration SOON = Duration.ofSeconds(30);

    @DynamicPropertySource
    static void realParts(DynamicPropertyRegistry properties) {
        Coordinates database = TestInfra.postgres().createDatabase("inventory_flow");
        properties.add("spring.r2dbc.url", database::r2dbcUrl);
        properties.add("spring.r2dbc.username", database::user);
        properties.add("spring.r2dbc.password", database::password);
        properties.add("spring.flyway.url", database::jdbcUrl);
        properties.add("spring.flyway.user", database::user);
        properties.add("spring.flyway.password", database::password);
        properties.add("millrace.kafka.bootstrap-servers", InventoryFlowApplicationTest::bootstrapServers);
        properties.add("millrace.kafka.topic-prefix", () -> PREFIX);
    }

    private static String bootstrapServers() {
        return TestInfra.kafka().bootstrapServers();
    }

    @Autowired
    private Publisher publisher;

    @Autowired
    private EventCodec codec;

    @Autowired
    private DatabaseClient database;

    @Value("${local.server.port}")
    private int port;

    @Value("${local.management.port}")
    private int managementPort;

    @Test
    void tellsOperatorsAllTheMetricsTheyWerePromised() {
        assertThat(ListedMetrics.missing("inventory-flow", managementPort)).isEmpty();
    }

    @Test
    void reservesSellsReleasesAndShowsIt() {
        AnOrder sold = anOrder().of(3, "SKU-RARE");
        AnOrder released = anOrder().of(4, "SKU-RARE");
        AnOrder refused = anOrder().of(11, "SKU-RARE");

        publish(sold.created());
        publish(sold.created());
        publish(released.created());
        publish(refused.created());

        await().atMost(SOON)
                .until(() ->
                        told(Topic.INVENTORY_RESERVED, sold, released, refused).size() >= 4);
        List<Event<?>> outcomes = told(Topic.INVENTORY_RESERVED, sold, released, refused);
        assertThat(outcomes).hasSize(4);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.fact().equals(InventoryReserved.reserved(sold.id())))
                .hasSize(2)
                .allSatisfy(outcome -> {
                    assertThat(outcome.id()).isEqualTo(sold.id() + ":inventory");
                    assertThat(outcome.source()).isEqualTo("/millrace/inventory-flow");
                    assertThat(outcome.context()).isEqualTo(sold.context());
                });
        InventoryReserved outOfStock = InventoryReserved.refused(refused.id(), CancellationReason.OUT_OF_STOCK);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.fact().equals(outOfStock))
                .hasSize(1);

        publish(sold.confirmed());
        publish(released.cancelled());
        publish(refused.cancelled());
        publish(new Event<>(
                "restock",
                "/millrace/gateway",
                AnOrder.PLACED,
                sold.context(),
                new StockAdjusted(new Sku("SKU-RARE"), 90, "restock")));

        await().atMost(SOON)
                .untilAsserted(() -> http(port, "/inventory/SKU-RARE")
                        .isEqualTo("{\"sku\":\"SKU-RARE\",\"available\":97,\"reserved\":0,\"sold\":3}"));
    }

    @Test
    void asksWhatBecameOfAnOrderThatNobodyEndsAndReleasesItsStockWhenItIsAbandoned() {
        AnOrder lost = anOrder().of(4, "SKU-7");
        publish(lost.created());

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(told(Topic.ORDERS_STATUS_REQUESTED, lost)).isNotEmpty());
        assertThat(told(Topic.ORDERS_STATUS_REQUESTED, lost)).allSatisfy(question -> {
            assertThat(question.id()).isEqualTo(lost.id() + ":status-requested:inventory-flow");
            assertThat(question.source()).isEqualTo("/millrace/inventory-flow");
        });
        http(managementPort, "/actuator/prometheus")
                .contains("millrace_reconciler_found_total{kind=\"open-reservation\"");
        publish(lost.abandoned());

        await().atMost(SOON)
                .untilAsserted(() -> http(port, "/inventory/SKU-7")
                        .isEqualTo("{\"sku\":\"SKU-7\",\"available\":1000000,\"reserved\":0,\"sold\":0}"));
    }

    @Test
    void isHealthyAndMeasured() {
        http(managementPort, "/actuator/health/liveness").contains("UP");
        http(managementPort, "/actuator/health/readiness").contains("UP");
        http(managementPort, "/actuator/prometheus").contains("r2dbc_pool_acquired_connections");
    }

    @Test
    void bindsTheDatabaseToItsLimits() {
        assertThat(setting("plan_cache_mode")).isEqualTo("force_custom_plan");
        assertThat(setting("statement_timeout")).isEqualTo("10s");
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("5s");
    }

    private String setting(String name) {
        return database.sql("SELECT current_setting($1)")
                .bind(0, name)
                .mapValue(String.class)
                .one()
                .blockOptional()
                .orElseThrow();
    }

    private static AbstractStringAssert<?> http(int port, String path) {
        String body = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return assertThat(body);
    }

    private void publish(Event<?> event) {
        publisher.publish(event).block(SOON);
    }

    private List<Event<?>> told(Topic topic, AnOrder... orders) {
        Set<String> subjects =
                Stream.of(orders).map(order -> order.id().toString()).collect(Collectors.toSet());
        return StoredRecords.of(bootstrapServers(), topic.name(PREFIX)).stream()
                .<Event<?>>map(codec::decode)
                .filter(event -> subjects.contains(event.fact().subject()))
                .toList();
    }
}
