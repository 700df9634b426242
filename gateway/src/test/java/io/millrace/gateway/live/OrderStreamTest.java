package io.millrace.gateway.live;

import static io.millrace.gateway.live.Orders.accepted;
import static io.millrace.gateway.live.Orders.cancelled;
import static io.millrace.gateway.live.Orders.confirmed;
import static io.millrace.gateway.live.Watching.HEARTBEAT;
import static io.millrace.gateway.live.Watching.RETRY;
import static io.millrace.gateway.live.Watching.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import io.millrace.gateway.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.subscriber.TestSubscriber;

class OrderStreamTest {

    @RegisterExtension
    final Watching watching = new Watching();

    private final OrderId id = Orders.freshId();

    @Test
    void tellsThePresentStateThenEachChangeAndCompletesAfterTheLast() {
        watching.orderFlow.knows(accepted(id));
        StepVerifier.create(watching.stream(id))
                .expectNext(RETRY, event(accepted(id)))
                .then(() -> watching.feed.brings(confirmed(id)))
                .expectNext(event(confirmed(id)))
                .verifyComplete();
    }

    @Test
    void refusesAClientForWhomThereIsNoRoomUntilAnotherHasGone() {
        watching.orderFlow.knows(accepted(id));
        List<Disposable> clients = Stream.generate(() -> watching.stream(id).subscribe())
                .limit(Watching.MOST_STREAMS)
                .toList();

        StepVerifier.create(watching.stream(id))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refusal ->
                                        assertThat(refusal.problem().status()).isEqualTo(503)));

        clients.getFirst().dispose();
        StepVerifier.create(watching.stream(id))
                .expectNext(RETRY, event(accepted(id)))
                .thenCancel()
                .verify();
        assertThat(watching.subscribers("order")).isEqualTo(Watching.MOST_STREAMS - 1);
    }

    @Test
    void completesAtOnceWhenTheOrderIsSettledAlready() {
        watching.orderFlow.knows(cancelled(id));
        StepVerifier.create(watching.stream(id))
                .expectNext(RETRY, event(cancelled(id)))
                .verifyComplete();
    }

    @Test
    void tellsAChangeOnceThatComesBetweenWatchAndSnapshot() {
        Sinks.One<byte[]> snapshot = Sinks.one();
        watching.orderFlow.answers(id, snapshot.asMono());
        StepVerifier.create(watching.stream(id))
                .then(() -> watching.feed.brings(accepted(id, 2)))
                .expectNext(RETRY, event(accepted(id, 2)))
                .then(() -> snapshot.tryEmitValue(Orders.json(accepted(id, 2))))
                .then(() -> watching.feed.brings(accepted(id, 3)))
                .expectNext(event(accepted(id, 3)))
                .thenCancel()
                .verify();
    }

    @Test
    void neverGoesBackToASnapshotThatIsOlderThanWhatTheFeedBrought() {
        Sinks.One<byte[]> snapshot = Sinks.one();
        watching.orderFlow.answers(id, snapshot.asMono());
        StepVerifier.create(watching.stream(id))
                .then(() -> watching.feed.brings(accepted(id, 2)))
                .expectNext(RETRY, event(accepted(id, 2)))
                .then(() -> snapshot.tryEmitValue(Orders.json(accepted(id, 1))))
                .then(() -> watching.feed.brings(accepted(id, 1)))
                .then(() -> watching.feed.brings(accepted(id, 3)))
                .expectNext(event(accepted(id, 3)))
                .thenCancel()
                .verify();
    }

    @Test
    void skipsWhatTheClientHas() {
        watching.orderFlow.knows(accepted(id));
        StepVerifier.create(watching.stream(id, 1))
                .expectNext(RETRY)
                .then(() -> watching.feed.brings(confirmed(id)))
                .expectNext(event(confirmed(id)))
                .verifyComplete();
    }

    @Test
    void completesWithoutAWordWhenTheClientHasTheLastVersion() {
        watching.orderFlow.knows(confirmed(id));
        StepVerifier.create(watching.stream(id, 2)).expectNext(RETRY).verifyComplete();
    }

    @Test
    void beatsEveryFifteenSeconds() {
        watching.orderFlow.knows(accepted(id));
        StepVerifier.withVirtualTime(() -> watching.stream(id), () -> watching.time, Long.MAX_VALUE)
                .expectNext(RETRY, event(accepted(id)))
                .expectNoEvent(Duration.ofMillis(14_900))
                .thenAwait(Duration.ofMillis(600))
                .expectNext(HEARTBEAT)
                .thenAwait(Duration.ofSeconds(30))
                .expectNext(HEARTBEAT, HEARTBEAT)
                .thenCancel()
                .verify();
    }

    @Test
    void refusesAnOldIdNobodyPlacedAtOnce() {
        StepVerifier.create(watching.stream(Orders.oldId())).verifyErrorSatisfies(isProblem(404));
        assertThat(watching.orderFlow.timesAsked()).isEqualTo(1);
    }

    @Test
    void waitsThreeSecondsForAFreshIdBeforeItRefusesIt() {
        StepVerifier.withVirtualTime(() -> watching.stream(id), () -> watching.time, Long.MAX_VALUE)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(2_900))
                .thenAwait(Duration.ofSeconds(1))
                .verifyErrorSatisfies(isProblem(404));
    }

    @Test
    void waitsForAnIdThatDoesNotSayHowOldItIs() {
        OrderId derived = Orders.derivedId();
        StepVerifier.create(watching.stream(derived))
                .then(() -> watching.feed.brings(confirmed(derived)))
                .expectNext(RETRY, event(confirmed(derived)))
                .verifyComplete();
    }

    @Test
    void findsAnOrderThatAppearsWithoutTheFeedSayingSo() {
        StepVerifier.withVirtualTime(() -> watching.stream(id), () -> watching.time, Long.MAX_VALUE)
                .then(() -> watching.orderFlow.knows(confirmed(id)))
                .thenAwait(Duration.ofMillis(1_500))
                .expectNext(RETRY, event(confirmed(id)))
                .verifyComplete();
    }

    @Test
    void looksAgainWhenAWatchedOrderStaysSilent() {
        watching.orderFlow.knows(accepted(id));
        StepVerifier.withVirtualTime(() -> watching.stream(id), () -> watching.time, Long.MAX_VALUE)
                .expectNext(RETRY, event(accepted(id)))
                .then(() -> watching.orderFlow.knows(confirmed(id)))
                .thenAwait(Duration.ofSeconds(8))
                .expectNext(event(confirmed(id)))
                .verifyComplete();
    }

    @Test
    void looksLessOftenTheLongerAnOrderStaysSilent() {
        watching.orderFlow.knows(accepted(id));
        var client = TestSubscriber.<String>create();
        watching.stream(id).subscribe(client);
        watching.passes(Duration.ofMinutes(10));
        assertThat(watching.orderFlow.timesAsked()).isBetween(8, 14);
    }

    @Test
    void showsAnOrderAcceptedHereBeforeOrderFlowHasHeardOfIt() {
        watching.accepted.accepted(Orders.created(id), Orders.context());
        StepVerifier.create(watching.stream(id))
                .expectNext(RETRY, event(accepted(id)))
                .then(() -> watching.feed.brings(accepted(id)))
                .then(() -> watching.feed.brings(confirmed(id)))
                .expectNext(event(confirmed(id)))
                .verifyComplete();
    }

    @Test
    void showsAnOrderAcceptedHereAlsoWhileOrderFlowIsAway() {
        watching.orderFlow.cannotBeAskedFor(id);
        watching.accepted.accepted(Orders.created(id), Orders.context());
        StepVerifier.create(watching.stream(id))
                .expectNext(RETRY, event(accepted(id)))
                .thenCancel()
                .verify();
    }

    @Test
    void failsBeforeTheFirstEventWhenTheOrderCannotBeAskedFor() {
        watching.orderFlow.cannotBeAskedFor(id);
        StepVerifier.create(watching.stream(id)).verifyError(IllegalStateException.class);
    }

    @Test
    void staysWithItsClientWhenALaterLookFails() {
        watching.orderFlow.knows(accepted(id));
        StepVerifier.withVirtualTime(() -> watching.stream(id), () -> watching.time, Long.MAX_VALUE)
                .expectNext(RETRY, event(accepted(id)))
                .then(() -> watching.orderFlow.cannotBeAskedFor(id))
                .thenAwait(Duration.ofSeconds(10))
                .then(() -> watching.feed.brings(confirmed(id)))
                .expectNext(event(confirmed(id)))
                .verifyComplete();
    }

    @Test
    void endsForAClientThatDoesNotRead() {
        watching.orderFlow.knows(accepted(id));
        var client = TestSubscriber.builder().initialRequest(1).<String>build();
        watching.stream(id).subscribe(client);
        for (int version = 2; version <= 12; version++) {
            watching.feed.brings(accepted(id, version));
        }
        assertThat(client.getReceivedOnNext()).containsExactly(RETRY);
        assertThat(client.isTerminatedComplete()).isTrue();
        assertThat(watching.subscribers("order")).isZero();
    }

    @Test
    void writesToAClientOnlyWhatItAskedFor() {
        watching.orderFlow.knows(accepted(id));
        var client = TestSubscriber.builder().initialRequest(1).<String>build();
        watching.stream(id).subscribe(client);
        watching.feed.brings(confirmed(id));
        assertThat(client.getReceivedOnNext()).containsExactly(RETRY);
        client.request(5);
        assertThat(client.getReceivedOnNext()).containsExactly(RETRY, event(accepted(id)), event(confirmed(id)));
        assertThat(client.isTerminatedComplete()).isTrue();
    }

    @Test
    void letsGoOfAllWhenAClientGoes() {
        watching.orderFlow.knows(accepted(id));
        var client = TestSubscriber.<String>create();
        watching.stream(id).subscribe(client);
        assertThat(watching.subscribers("order")).isEqualTo(1);
        client.cancel();
        assertThat(watching.subscribers("order")).isZero();
        int asked = watching.orderFlow.timesAsked();
        watching.passes(Duration.ofMinutes(10));
        assertThat(watching.orderFlow.timesAsked()).isEqualTo(asked);
    }

    @Test
    void takesSnapshotsAFewAtATime() {
        for (int i = 0; i < 5; i++) {
            OrderId one = Orders.oldId();
            watching.orderFlow.answers(one, Sinks.<byte[]>one().asMono());
            watching.stream(one).subscribe();
        }
        assertThat(watching.orderFlow.timesAsked()).isEqualTo(2);
    }

    @Test
    void completesAllStreamsWhenTheInstanceStopsAndTakesNoMore() {
        watching.orderFlow.knows(accepted(id));
        StepVerifier.create(watching.stream(id))
                .expectNext(RETRY, event(accepted(id)))
                .then(() -> new StreamsEnd(watching.hub).stop())
                .verifyComplete();
        StepVerifier.create(watching.stream(id)).verifyErrorSatisfies(isProblem(503));
    }

    @Test
    void skipsAndCountsRecordsThatAreNoOrder() {
        watching.orderFlow.knows(accepted(id));
        StepVerifier.create(watching.stream(id))
                .expectNext(RETRY, event(accepted(id)))
                .then(() -> watching.feed.brings(Orders.record(id, "{nonsense".getBytes(StandardCharsets.UTF_8))))
                .then(() -> watching.feed.brings(Orders.record(id, Orders.json(confirmed(Orders.freshId())))))
                .then(() -> watching.feed.brings(confirmed(id)))
                .expectNext(event(confirmed(id)))
                .verifyComplete();
        assertThat(watching.count("millrace.gateway.feed.undecodable")).isEqualTo(2);
    }

    @Test
    void doesNotEvenReadRecordsOfOrdersThatNobodyWatches() {
        watching.feed.brings(Orders.record(id, "{nonsense".getBytes(StandardCharsets.UTF_8)));
        assertThat(watching.count("millrace.gateway.feed.undecodable")).isZero();
    }

    @Test
    void keepsAnOrderWithLineBreaksWithinItsField() {
        watching.orderFlow.answers(
                id,
                Mono.just(Watching.text(Orders.json(confirmed(id)))
                        .replace(",", ",\n")
                        .getBytes(StandardCharsets.UTF_8)));
        StepVerifier.create(watching.stream(id))
                .expectNext(RETRY, event(confirmed(id)))
                .verifyComplete();
    }

    private static Consumer<Throwable> isProblem(int status) {
        return error -> assertThat(error)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().status()).isEqualTo(status));
    }
}
