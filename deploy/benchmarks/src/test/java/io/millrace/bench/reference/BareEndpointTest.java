package io.millrace.bench.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.load.ClosedLoop;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.OrderRequests;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BareEndpointTest {

    private final ConfigurableApplicationContext endpoint = BareEndpoint.start();
    private final int port = endpoint.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    void listens() {
        assertThat(port).isPositive();
    }

    @AfterAll
    void stop() {
        client.close();
        endpoint.close();
    }

    @Test
    void acceptsEveryOrderOfTheLoad() {
        AtomicInteger accepted = new AtomicInteger();
        ClosedLoop loop =
                new ClosedLoop(new InetSocketAddress("127.0.0.1", port), OrderRequests.of(10), (reply, due) -> {
                    assertThat(reply.isAccepted()).isTrue();
                    assertThat(reply.order()).isNotNull();
                    accepted.incrementAndGet();
                });

        loop.run(4, 100, Duration.ofSeconds(20));

        assertThat(accepted).hasValue(100);
        assertThat(loop.sent()).isEqualTo(100);
    }

    @Test
    void isSentOrdersByTheClockToo() throws InterruptedException {
        AtomicInteger accepted = new AtomicInteger();
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        OpenLoop loop =
                new OpenLoop(address, OrderRequests.of(10).posts(address), (reply, due) -> accepted.incrementAndGet());

        loop.run(200, Duration.ofMillis(500));

        assertThat(accepted).hasValue(100);
    }

    @Test
    void refusesWhatTheGatewayRefuses() throws Exception {
        assertThat(status("{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"items\":[]}"))
                .isEqualTo(400);
        assertThat(
                        status(
                                "{\"customerId\":\"a b\",\"currency\":\"EUR\",\"items\":[{\"sku\":\"1\",\"quantity\":1,\"unitPriceCents\":1}]}"))
                .isEqualTo(400);
        assertThat(status("no JSON")).isEqualTo(400);
    }

    private int status(String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
