package io.millrace.gateway.live;

import static io.millrace.gateway.live.Orders.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class StoppingTest {

    @Test
    void completesStreamsBeforeTheServerWaitsForThem() {
        OrderId id = Orders.derivedId();
        try (BehindTheGateway behind = new BehindTheGateway("spring.lifecycle.timeout-per-shutdown-phase=20s")) {
            behind.orderFlow.answers(200, Watching.text(Orders.json(accepted(id))));
            var streams = Flux.merge(events(behind, "/orders/" + id + "/events"), events(behind, "/orders/events"));
            Duration took = StepVerifier.create(streams)
                    .expectNextCount(2)
                    .then(behind.context::close)
                    .thenConsumeWhile(chunk -> true)
                    .expectComplete()
                    .verify(Duration.ofSeconds(30));
            assertThat(took).isLessThan(Duration.ofSeconds(15));
        }
    }

    /** One element as soon as anything comes, and the end. */
    private static Flux<String> events(BehindTheGateway behind, String path) {
        return HttpClient.create()
                .get()
                .uri("http://127.0.0.1:" + behind.port() + path)
                .responseContent()
                .asString()
                .distinct(chunk -> true);
    }
}
