package io.millrace.gateway.live;

import static io.millrace.gateway.live.Orders.accepted;
import static io.millrace.gateway.live.Orders.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class SettledOrdersTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    final Watching watching = new Watching();

    private final OrderId id = Orders.freshId();

    @Test
    void answersWithTheOrderOnceItIsSettled() {
        StepVerifier.create(whenSettled(Mono.empty()))
                .then(() -> watching.feed.brings(accepted(id)))
                .then(() -> watching.feed.brings(confirmed(id)))
                .expectNext(Watching.text(Orders.json(confirmed(id))))
                .verifyComplete();
    }

    @Test
    void missesNoOutcomeHoweverFastItComes() {
        Mono<Void> placed = Mono.fromRunnable(() -> watching.feed.brings(confirmed(id)));
        StepVerifier.create(whenSettled(placed)).expectNextCount(1).verifyComplete();
    }

    @Test
    void findsAnOrderThatWasSettledLongBefore() {
        watching.orderFlow.knows(confirmed(id));
        StepVerifier.withVirtualTime(() -> whenSettled(Mono.empty()), () -> watching.time, Long.MAX_VALUE)
                .thenAwait(Duration.ofSeconds(2))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void isEmptyWhenTheLimitPasses() {
        StepVerifier.withVirtualTime(() -> whenSettled(Mono.empty()), () -> watching.time, Long.MAX_VALUE)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(29_900))
                .thenAwait(Duration.ofMillis(200))
                .verifyComplete();
    }

    @Test
    void countsTheLimitFromWhenTheOrderIsPlaced() {
        Sinks.Empty<Void> placed = Sinks.empty();
        StepVerifier.withVirtualTime(() -> whenSettled(placed.asMono()), () -> watching.time, Long.MAX_VALUE)
                .expectSubscription()
                .expectNoEvent(LIMIT)
                .then(placed::tryEmitEmpty)
                .expectNoEvent(Duration.ofMillis(29_900))
                .thenAwait(Duration.ofMillis(200))
                .verifyComplete();
    }

    @Test
    void failsAsThePlacingFails() {
        StepVerifier.create(whenSettled(Mono.error(new IllegalArgumentException("no"))))
                .verifyError(IllegalArgumentException.class);
    }

    @Test
    void waitsOnWhileOrderFlowIsAwayOrDoesNotKnowTheOrder() {
        watching.orderFlow.cannotBeAskedFor(id);
        StepVerifier.withVirtualTime(() -> whenSettled(Mono.empty()), () -> watching.time, Long.MAX_VALUE)
                .thenAwait(Duration.ofSeconds(5))
                .then(() -> watching.orderFlow.answers(id, Mono.empty()))
                .thenAwait(Duration.ofSeconds(10))
                .then(() -> watching.feed.brings(confirmed(id)))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void letsGoOfTheOrderWhicheverWayItEnds() {
        StepVerifier.create(whenSettled(Mono.never())).thenCancel().verify();
        StepVerifier.create(whenSettled(Mono.error(new IllegalArgumentException("no"))))
                .verifyError();
        watching.passes(Duration.ofMinutes(10));
        assertThat(watching.orderFlow.timesAsked()).isZero();
    }

    @Test
    void answersWithWhatItHasWhenTheInstanceStops() {
        StepVerifier.create(whenSettled(Mono.empty()))
                .then(() -> new StreamsEnd(watching.hub).stop())
                .verifyComplete();
    }

    private Mono<String> whenSettled(Mono<Void> placed) {
        return watching.settled.whenSettled(id, placed, LIMIT).map(Watching::text);
    }
}
