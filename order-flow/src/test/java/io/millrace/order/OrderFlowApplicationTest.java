package io.millrace.order;

import static io.millrace.order.fixture.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.wire.EventCodec;
import io.millrace.events.wire.Topic;
import io.millrace.local.testing.TestInfra;
import io.millrace.local.testing.TestPostgres.Coordinates;
import io.millrace.order.fixture.AnOrder;
import io.millrace.pipeline.Publisher;
import io.millrace.testing.ListedMetrics;
import io.millrace.testing.StoredRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;

/** The whole service on a real broker and a real database, with the configuration it is shipped with but for its patience. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "logging.structured.format.console=",
            "millrace.order.deadline=3s",
            "millrace.order.sweep.interval=500ms"
        })
class OrderFlowApplicationTest {

    private static final String PREFIX = "order-flow-test.";
    private static final Duration SOON = Duration.ofSeconds(30);

    @DynamicPropertySource
    static void realParts(DynamicPropertyRegistry properties) {
        Coordinates database = TestInfra.postgres().createDatabase("order_flow");
        properties.add("spring.r2dbc.url", database::r2dbcUrl);
        properties.add("spring.r2dbc.username", database::user);
        properties.add("spring.r2dbc.password", database::password);
        properties.add("spring.flyway.url", database::jdbcUrl);
        properties.add("spring.flyway.user", database::user);
        properties.add("spring.flyway.password", database::password);
        properties.add("millrace.kafka.bootstrap-servers", TestInfra.kafka()::bootstrapServers);
        properties.add("millrace.kafka.topic-prefix", () -> PREFIX);
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
        assertThat(ListedMetrics.missing("order-flow", managementPort)).isEmpty();
    }

    @Test
    void timesOutAnOrderThatNobodyAnswersFor() {
        AnOrder late = anOrder().placedAt(Instant.now());

        publish(late.created());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(told(Topic.ORDERS_STATUS, late))
                        .extracting(event -> ((OrderStatusChanged) event.fact()).reason())
                        .endsWith(CancellationReason.TIMED_OUT));
        assertThat(found("late-order")).isPositive();
    }

    @Test
    void abandonsAnOrderThatIsAskedForAndCancelsItWhenItComesToLight() {
        AnOrder lost = anOrder().placedAt(Instant.now());

        publish(lost.askedFor("payment-flow", Instant.now().minus(Duration.ofMinutes(15))));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(told(Topic.ORDERS_ABANDONED, lost))
                        .singleElement()
                        .satisfies(event -> assertThat(event.fact())
                                .isEqualTo(new OrderAbandoned(lost.id(), CancellationReason.TIMED_OUT))));
        assertThat(found("abandoned-order")).isPositive();
        publish(lost.created(), lost.paid(), lost.reserved());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(told(Topic.ORDERS_STATUS, lost))
                        .extracting(event -> ((OrderStatusChanged) event.fact()).reason())
                        .isNotEmpty()
                        .containsOnly(CancellationReason.TIMED_OUT));
    }

    private double found(String kind) {
        return meters.get("millrace.reconciler.found")
                .tag("kind", kind)
                .counter()
                .count();
    }

    private void publish(Event<?>... events) {
        Flux.fromArray(events).concatMap(publisher::publish).blockLast(SOON);
    }

    private List<Event<?>> told(Topic topic, AnOrder order) {
        return StoredRecords.of(TestInfra.kafka().bootstrapServers(), topic.name(PREFIX)).stream()
                .<Event<?>>map(codec::decode)
                .filter(event -> event.fact().subject().equals(order.id().toString()))
                .toList();
    }
}
