package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class KeyOrderTest {

    /** An item is {@code key + number}; its key is its first letter. */
    private final TestPublisher<String> upstream = TestPublisher.create();

    private final KeyOrder<String> order = order(10, 4);

    private KeyOrder<String> order(int maxBatch, int maxInFlight) {
        return order(upstream.flux(), maxBatch, maxInFlight);
    }

    private static KeyOrder<String> order(Flux<String> upstream, int maxBatch, int maxInFlight) {
        return new KeyOrder<>(upstream, item -> item.charAt(0), item -> item.endsWith("!"), maxBatch, 1, maxInFlight);
    }

    @Test
    void asksForNoMoreThanMayBeInFlight() {
        order.subscribe(batch -> {});

        upstream.assertMinRequested(4);
        upstream.assertMaxRequested(4);
        upstream.next("a1", "b1", "c1", "d1");
        upstream.assertNoRequestOverflow();
        upstream.assertMaxRequested(0);
    }

    @Test
    void asksForAsManyAsHaveSettled() {
        order.subscribe(batch -> {});
        upstream.next("a1", "b1", "c1", "d1");

        order.settled(List.of("b1"));
        order.settled(List.of("c1"));
        upstream.assertMinRequested(2);
        upstream.assertMaxRequested(2);

        upstream.next("e1", "f1");
        upstream.assertMaxRequested(0);
    }

    @Test
    void asksForNothingMoreForItemsThatArePutBack() {
        order.subscribe(batch -> {});
        upstream.next("a1", "b1", "c1", "d1");

        order.putBack(List.of("a1"));
        order.resume("a1");

        upstream.assertMaxRequested(0);
    }

    @Test
    void emitsNothingThatWasNotAskedFor() {
        StepVerifier.create(order, 0)
                .then(() -> upstream.next("a1", "b1"))
                .expectNoEvent(Duration.ZERO)
                .thenRequest(1)
                .expectNext(List.of("a1", "b1"))
                .thenCancel()
                .verify();
    }

    @Test
    void letsABatchFormWhileTheLastIsUnderWay() {
        StepVerifier.create(order(10, 100), 1)
                .then(() -> upstream.next("a1"))
                .expectNext(List.of("a1"))
                .then(() -> upstream.next("b1", "c1", "b2"))
                .thenRequest(1)
                .expectNext(List.of("b1", "b2", "c1"))
                .thenCancel()
                .verify();
    }

    private final List<List<String>> batches = new ArrayList<>();

    /** Small batches are those of less than three keys. */
    private KeyOrder<String> patient() {
        KeyOrder<String> patient =
                new KeyOrder<>(upstream.flux(), item -> item.charAt(0), item -> item.endsWith("!"), 10, 3, 100);
        patient.subscribe(batches::add);
        return patient;
    }

    @Test
    void putsNoSmallBatchBesideOneThatIsUnderWay() {
        KeyOrder<String> patient = patient();
        upstream.next("a1", "b1", "c1", "c2");
        assertThat(batches).containsExactly(List.of("a1"));

        upstream.next("d1");
        assertThat(batches).containsExactly(List.of("a1"), List.of("b1", "c1", "c2", "d1"));

        upstream.next("e1");
        patient.ended(batches.getFirst());
        assertThat(batches).as("the later one is still under way").hasSize(2);
        patient.ended(batches.getLast());
        assertThat(batches).last().isEqualTo(List.of("e1"));
    }

    @Test
    void letsOthersPassABatchThatTakesLong() {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            patient();
            upstream.next("a1", "b1");
            time.advanceTimeBy(RightOfWay.LIMIT.minusMillis(1));
            assertThat(batches).containsExactly(List.of("a1"));

            time.advanceTimeBy(Duration.ofMillis(1));
            assertThat(batches).containsExactly(List.of("a1"), List.of("b1"));
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void waitsForEachBatchAnew() {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            KeyOrder<String> patient = patient();
            upstream.next("a1", "b1");
            time.advanceTimeBy(RightOfWay.LIMIT.minusMillis(1));
            patient.ended(batches.getFirst());
            upstream.next("c1");
            assertThat(batches).containsExactly(List.of("a1"), List.of("b1"));

            time.advanceTimeBy(RightOfWay.LIMIT);
            assertThat(batches).as("looked at before its time").hasSize(2);
            time.advanceTimeBy(Duration.ofMillis(1));
            assertThat(batches).last().isEqualTo(List.of("c1"));
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void keepsTheOrderOfAKeyAcrossBatches() {
        StepVerifier.create(order)
                .then(() -> upstream.next("a1"))
                .expectNext(List.of("a1"))
                .then(() -> upstream.next("a2", "b1"))
                .expectNext(List.of("b1"))
                .then(() -> order.settled(List.of("a1")))
                .expectNext(List.of("a2"))
                .thenCancel()
                .verify();
    }

    @Test
    void emitsWhatWasPutBackOnceItIsResumed() {
        StepVerifier.create(order)
                .then(() -> upstream.next("a!"))
                .expectNext(List.of("a!"))
                .then(() -> order.putBack(List.of("a!")))
                .then(() -> upstream.next("a2"))
                .then(() -> order.resume("a!"))
                .expectNext(List.of("a!"))
                .then(() -> order.settled(List.of("a!")))
                .expectNext(List.of("a2"))
                .thenCancel()
                .verify();
    }

    @Test
    void completesOnceAllThatCameInIsSettled() {
        StepVerifier.create(order)
                .then(() -> upstream.next("a1", "a2"))
                .expectNext(List.of("a1"))
                .then(upstream::complete)
                .then(() -> order.settled(List.of("a1")))
                .expectNext(List.of("a2"))
                .then(() -> order.settled(List.of("a2")))
                .verifyComplete();
    }

    @Test
    void completesAtOnceWhenNothingIsInFlight() {
        StepVerifier.create(order(Flux.empty(), 10, 4)).verifyComplete();
    }

    @Test
    void passesOnAnErrorAtOnce() {
        StepVerifier.create(order)
                .then(() -> upstream.next("a1"))
                .expectNext(List.of("a1"))
                .then(() -> upstream.error(new IllegalStateException("ended")))
                .verifyErrorMessage("ended");
    }

    @Test
    void cancelsUpstreamAndSaysNothingAfterwards() {
        order.subscribe(batches::add).dispose();

        upstream.assertCancelled();
        order.settled(List.of());
        assertThat(batches).isEmpty();
    }

    @Test
    void emitsNoBatchOnceItIsClosedButLetsTheLastOneSettle() {
        order.subscribe(batches::add);
        upstream.next("a1", "a2");

        StepVerifier.create(order.close()).verifyComplete();
        order.settled(List.of("a1"));
        upstream.next("b1");

        assertThat(batches).containsExactly(List.of("a1"));
        upstream.assertMaxRequested(1);
    }

    /** A batch on its way while another thread closes is with downstream before the close is done. */
    @Test
    void closesBehindTheBatchThatIsOnItsWay() {
        List<String> events = new ArrayList<>();
        order.subscribe(batch -> {
            order.close().subscribe(nothing -> {}, error -> {}, () -> events.add("closed"));
            events.add("batch");
        });

        upstream.next("a1");

        assertThat(events).containsExactly("batch", "closed");
    }

    @Test
    void doesNotMindBeingSettledFromWithinABatch() {
        KeyOrder<String> endless = order(Flux.range(0, 100_000).map(i -> "abc".charAt(i % 3) + "" + i), 7, 20);
        List<String> seen = new ArrayList<>();

        endless.subscribe(batch -> {
            seen.addAll(batch);
            endless.settled(batch);
        });

        assertThat(seen).hasSize(100_000);
    }

    @Test
    void asksAgainOnlyWhenABatchOfItsConcurrencyHasEnded() {
        List<Sinks.Empty<Void>> underWay = new ArrayList<>();
        KeyOrder<String> two = order(1, 100);
        two.flatMap(
                        batch -> {
                            Sinks.Empty<Void> end = Sinks.empty();
                            underWay.add(end);
                            return end.asMono().doOnSuccess(settled -> two.settled(batch));
                        },
                        2,
                        1)
                .subscribe();

        upstream.next("a1", "b1", "c1", "d1");
        assertThat(underWay).hasSize(2);

        underWay.getFirst().tryEmitEmpty();
        assertThat(underWay).hasSize(3);
    }

    @Test
    void hasNoLimitToWhatIsAskedForButItsOwn() {
        BaseSubscriber<List<String>> greedy = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
                subscription.request(Long.MAX_VALUE);
            }
        };
        order.subscribe(greedy);

        upstream.assertMaxRequested(4);
        IntStream.range(0, 4).forEach(i -> upstream.next("a" + i));
        assertThat(greedy.isDisposed()).isFalse();
    }
}
