package io.millrace.gateway.live;

import static io.millrace.gateway.live.Orders.accepted;
import static io.millrace.gateway.live.Orders.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.gateway.fixture.Gateway;
import io.millrace.local.testing.TestInfra;
import io.millrace.pipeline.Publisher;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** An order from POST to its last event, on a real broker; what order-flow would publish, the test publishes. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "management.server.port=-1",
            "logging.structured.format.console=",
            "millrace.gateway.query.order-flow-url=http://127.0.0.1:1",
            "millrace.gateway.query.inventory-flow-url=http://127.0.0.1:1"
        })
class RealFeedTest {

    private static final String PREFIX = "gateway-feed-" + UUID.randomUUID() + ".";
    private static final Duration SOON = Duration.ofSeconds(60);

    @DynamicPropertySource
    static void broker(DynamicPropertyRegistry properties) {
        properties.add(
                "millrace.kafka.bootstrap-servers", () -> TestInfra.kafka().bootstrapServers());
        properties.add("millrace.kafka.topic-prefix", () -> PREFIX);
    }

    @LocalServerPort
    int port;

    @Autowired
    Publisher publisher;

    @Test
    void followsAnOrderFromItsPlacingToItsEnd() {
        waitForTheFeed();
        OrderId id = place();

        String stream = events("/orders/" + id + "/events")
                // Published once the client has the first state, which this instance knows from the POST.
                .concatMap(chunk ->
                        chunk.contains("\"ACCEPTED\"") ? publish(confirmed(id)).thenReturn(chunk) : Mono.just(chunk))
                .reduce(String::concat)
                .block(SOON);

        assertThat(stream).startsWith(Watching.RETRY).contains("id: 1\n").endsWith(Watching.event(confirmed(id)));
    }

    /** The feed begins at the end of the topic as it finds it: until then, what is published is told to nobody. */
    private void waitForTheFeed() {
        Flux<String> published = Flux.interval(Duration.ofMillis(200))
                .onBackpressureDrop()
                .concatMap(tick -> publish(accepted(Orders.derivedId())).thenReturn(""));
        Flux.merge(events("/orders/events"), published)
                .filter(chunk -> chunk.contains("event: status"))
                .blockFirst(SOON);
    }

    private OrderId place() {
        URI location = Gateway.at(port)
                .order(io.millrace.gateway.fixture.Orders.GOOD)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getLocation();
        return OrderId.parse(Objects.requireNonNull(location).getPath().substring("/orders/".length()));
    }

    private Mono<Void> publish(OrderStatusChanged order) {
        return publisher.publish(Event.of("/millrace/order-flow", Orders.NOW, Orders.context(), order));
    }

    private Flux<String> events(String path) {
        return HttpClient.create()
                .get()
                .uri("http://127.0.0.1:" + port + path)
                .responseContent()
                .asString();
    }
}
