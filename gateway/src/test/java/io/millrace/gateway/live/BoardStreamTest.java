package io.millrace.gateway.live;

import static io.millrace.gateway.live.Orders.accepted;
import static io.millrace.gateway.live.Orders.confirmed;
import static io.millrace.gateway.live.Watching.HEARTBEAT;
import static io.millrace.gateway.live.Watching.RETRY;
import static io.millrace.gateway.live.Watching.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;
import reactor.test.subscriber.TestSubscriber;

class BoardStreamTest {

    @RegisterExtension
    final Watching watching = new Watching();

    private final OrderId first = Orders.freshId();
    private final OrderId second = Orders.freshId();

    @Test
    void tellsAllChangesFromNowOnAndDoesNotEnd() {
        watching.feed.brings(accepted(first));
        StepVerifier.create(watching.board())
                .expectNext(RETRY)
                .then(() -> watching.feed.brings(confirmed(first)))
                .expectNext(event(confirmed(first)))
                .then(() -> watching.feed.brings(accepted(second)))
                .expectNext(event(accepted(second)))
                .thenCancel()
                .verify();
        assertThat(watching.subscribers("board")).isZero();
    }

    @Test
    void beatsEveryFifteenSeconds() {
        StepVerifier.withVirtualTime(watching::board, () -> watching.time, Long.MAX_VALUE)
                .expectNext(RETRY)
                .thenAwait(Duration.ofSeconds(31))
                .expectNext(HEARTBEAT, HEARTBEAT)
                .thenCancel()
                .verify();
    }

    @Test
    void showsASlowClientTheNewestStateOfEachOrder() {
        var client = slowClient();
        watching.feed.brings(accepted(first));
        watching.feed.brings(accepted(second));
        watching.feed.brings(confirmed(first));
        assertThat(client.getReceivedOnNext()).containsExactly(RETRY);
        client.request(10);
        assertThat(client.getReceivedOnNext()).containsExactly(RETRY, event(confirmed(first)), event(accepted(second)));
        assertThat(watching.count("millrace.gateway.board.dropped")).isZero();
    }

    @Test
    void dropsAndCountsTheLongestWaitingOrderWhenTooManyWait() {
        var client = slowClient();
        var orders = Stream.generate(Orders::freshId).limit(5).toList();
        orders.forEach(id -> watching.feed.brings(accepted(id)));
        client.request(10);
        assertThat(client.getReceivedOnNext())
                .containsExactly(
                        RETRY,
                        event(accepted(orders.get(2))),
                        event(accepted(orders.get(3))),
                        event(accepted(orders.get(4))));
        assertThat(watching.count("millrace.gateway.board.dropped")).isEqualTo(2);
    }

    @Test
    void owesASilentClientOneHeartbeatAtMost() {
        var client = slowClient();
        watching.passes(Duration.ofMinutes(5));
        client.request(10);
        assertThat(client.getReceivedOnNext()).containsExactly(RETRY, HEARTBEAT);
    }

    private TestSubscriber<String> slowClient() {
        var client = TestSubscriber.builder().initialRequest(1).<String>build();
        watching.board().subscribe(client);
        return client;
    }
}
