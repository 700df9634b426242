package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.events.Event;
import io.millrace.events.wire.Undecodable;
import io.millrace.tracing.RecordSpans;
import io.millrace.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** All time is virtual here. */
@Timeout(60)
class SettlementTest {

    private static final RetryPolicy RETRIES = new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(10));

    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Deliveries deliveries = new Deliveries();
    private final FakeHandler handler = new FakeHandler();
    private final List<Event<?>> published = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> parked = new ArrayList<>();
    private final Queue<Throwable> brokerErrors = new ArrayDeque<>();
    private final PipelineState state = new PipelineState("test", RETRIES.maxDelay(), new VirtualClock());
    private final List<Settlement.Outcome> outcomes = new ArrayList<>();
    private final AtomicBoolean completed = new AtomicBoolean();

    @BeforeEach
    void installVirtualTime() {
        VirtualTimeScheduler.set(time);
    }

    @AfterEach
    void resetTime() {
        VirtualTimeScheduler.reset();
    }

    @Test
    void settlesABatchOnceItsOutcomesArePublished() {
        List<Delivery> batch = deliveries.ofManyKeys(3);

        settle(batch);

        assertThat(settled()).containsExactlyElementsOf(batch);
        assertThat(handler.batches).hasSize(1);
        assertThat(published).hasSize(3);
        assertThat(completed).isTrue();
    }

    @Test
    void settlesABatchThatHasNoOutcomes() {
        handler.silent = true;

        settle(deliveries.ofManyKeys(3));

        assertThat(settled()).hasSize(3);
        assertThat(published).isEmpty();
    }

    @Test
    void findsTheOneBadEventIn500AndSettlesItsNeighbours() {
        List<Delivery> batch = deliveries.ofManyKeys(500);
        handler.fails(batch.get(333), new IllegalStateException("this one"));

        settle(batch);

        assertThat(settled()).hasSize(499).doesNotContain(batch.get(333));
        assertThat(later())
                .singleElement()
                .satisfies(put -> assertThat(put.deliveries()).containsExactly(batch.get(333)));
        assertThat(handler.batches).as("halving, not one by one").hasSizeLessThanOrEqualTo(2 * 9 + 1);
        assertThat(parked).isEmpty();
        assertThat(completed).isTrue();
    }

    @Test
    void settlesAllOthersThoughManyAreBad() {
        List<Delivery> batch = deliveries.ofManyKeys(500);
        for (int bad = 0; bad < 500; bad += 7) {
            handler.fails(batch.get(bad), new PermanentFailure("never"));
        }

        settle(batch);

        assertThat(settled()).hasSize(500).doesNotHaveDuplicates();
        assertThat(parked).hasSize(72);
        assertThat(handler.handled).hasSize(428);
    }

    @Test
    void triesATransientFailureAgainLaterAndParksItAfterItsLastAttempt() {
        List<Delivery> one = List.of(deliveries.one());
        handler.fails(one.getFirst(), new IllegalStateException("again"));

        settle(one);
        settle(one);
        assertThat(parked).isEmpty();
        settle(one);

        assertThat(later()).hasSize(2);
        assertThat(later().get(0).delay()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(later().get(1).delay()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(header(DeadLetters.ATTEMPTS)).isEqualTo("3");
        assertThat(header(DeadLetters.EXCEPTION_MESSAGE)).isEqualTo("again");
        assertThat(settled()).isEqualTo(one);
    }

    @Test
    void parksAPermanentFailureAtOnce() {
        List<Delivery> one = List.of(deliveries.one());
        handler.fails(one.getFirst(), new PermanentFailure("refused"));

        settle(one);

        assertThat(parked).hasSize(1);
        assertThat(header(DeadLetters.EXCEPTION_CLASS)).isEqualTo(PermanentFailure.class.getName());
        assertThat(header(DeadLetters.ATTEMPTS)).isEqualTo("1");
        assertThat(settled()).isEqualTo(one);
    }

    @Test
    void parksWhatIsUnreadableAndHandlesItsNeighbours() {
        Delivery bad = deliveries.unreadable(new Undecodable("no event"));
        List<Delivery> batch = List.of(deliveries.one(), bad, deliveries.one());

        settle(batch);

        assertThat(settled()).containsExactlyInAnyOrderElementsOf(batch);
        assertThat(handler.handled).hasSize(2);
        assertThat(parked).hasSize(1);
        assertThat(header(DeadLetters.EXCEPTION_MESSAGE)).isEqualTo("no event");
        assertThat(header(DeadLetters.ATTEMPTS)).isEqualTo("0");
    }

    @Test
    void countsAnErrorThrownAsOneThatWasReturned() {
        List<Delivery> one = List.of(deliveries.one());
        handler.throwsIt = true;
        handler.fails(one.getFirst(), new IllegalStateException("thrown"));

        settle(one);

        assertThat(later()).hasSize(1);
    }

    @Test
    void givesUpOnAHandlerThatNeverAnswersAndTriesAgainLater() {
        List<Delivery> one = List.of(deliveries.one());
        handler.silentForEver = true;

        settle(one);
        time.advanceTimeBy(TIME_LIMIT.minusMillis(1));
        assertThat(outcomes).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(later()).hasSize(1);
        assertThat(meters.counter("millrace.pipeline.retries", "pipeline", "test")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void saysInNumbersWhatItWaitsForAndWhatBecameOfRecords() {
        List<Delivery> batch = new ArrayList<>(deliveries.ofManyKeys(3));
        Delivery bad = deliveries.one();
        batch.add(bad);
        handler.fails(bad, new PermanentFailure("never"));
        handler.outage = new Outage("postgres", new IllegalStateException("gone"));

        settle(batch);
        assertThat(waitingFor("postgres")).isEqualTo(1);
        handler.outage = null;
        time.advanceTimeBy(Duration.ofSeconds(10));

        assertThat(waitingFor("postgres")).isZero();
        assertThat(records("handled")).isEqualTo(3);
        assertThat(records("parked")).isEqualTo(1);
    }

    private double waitingFor(String dependency) {
        return meters.get("millrace.pipeline.waiting")
                .tag("dependency", dependency)
                .gauge()
                .value();
    }

    private double records(String outcome) {
        return meters.get("millrace.pipeline.records")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void waitsOutAnOutageCountingNoAttemptsAndGoesOn() {
        List<Delivery> batch = deliveries.ofManyKeys(5);
        handler.outage = new Outage("postgres", new IllegalStateException("gone"));

        settle(batch);
        time.advanceTimeBy(Duration.ofHours(1));

        assertThat(outcomes).isEmpty();
        assertThat(state.waitsFor()).contains("postgres");
        assertThat(handler.batches)
                .as("the whole batch, never halves")
                .allSatisfy(seen -> assertThat(seen).hasSize(5));
        int looks = handler.batches.size();
        assertThat(looks).isBetween(300, 1000);

        handler.outage = null;
        time.advanceTimeBy(RETRIES.maxDelay());

        assertThat(settled()).isEqualTo(batch);
        assertThat(batch).allSatisfy(delivery -> assertThat(delivery.attempts()).isZero());
        assertThat(state.waitsFor()).isEmpty();
        assertThat(parked).isEmpty();
    }

    /** Each look must not leave a stage behind that the end has to pass through. */
    @Test
    void goesOnAfterAnOutageOfAWeek() {
        List<Delivery> batch = deliveries.ofManyKeys(2);
        handler.outage = new Outage("postgres", new IllegalStateException("gone"));
        settle(batch);
        time.advanceTimeBy(Duration.ofDays(7));

        handler.outage = null;
        time.advanceTimeBy(RETRIES.maxDelay());

        assertThat(settled()).isEqualTo(batch);
    }

    @Test
    void triesAgainWhenTheBrokerIsAwayThoughTheHandlerWasDone() {
        List<Delivery> batch = deliveries.ofManyKeys(2);
        brokerErrors.add(new TimeoutException("no answer"));
        brokerErrors.add(new QueueFull(1));

        settle(batch);
        assertThat(outcomes).isEmpty();
        assertThat(state.waitsFor()).contains(Failure.KAFKA);
        time.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(settled()).isEqualTo(batch);
        assertThat(handler.batches).hasSize(3);
    }

    @Test
    void settlesNothingThatIsNotParkedYet() {
        List<Delivery> one = List.of(deliveries.one());
        handler.fails(one.getFirst(), new PermanentFailure("refused"));
        for (int i = 0; i < 3; i++) {
            brokerErrors.add(new TimeoutException("no answer"));
        }

        settle(one);
        assertThat(outcomes).isEmpty();
        assertThat(state.waitsFor()).contains(Failure.KAFKA);
        time.advanceTimeBy(Duration.ofSeconds(10));

        assertThat(settled()).isEqualTo(one);
        assertThat(parked).hasSize(1);
        assertThat(handler.batches).as("is not handed to the handler again").hasSize(1);
        assertThat(state.waitsFor()).isEmpty();
    }

    @Test
    void goesOnParkingAfterABrokerWasAwayForAWeek() {
        List<Delivery> one = List.of(deliveries.unreadable(new Undecodable("no event")));
        for (int i = 0; i < 60_000; i++) {
            brokerErrors.add(new TimeoutException("no answer"));
        }

        settle(one);
        time.advanceTimeBy(Duration.ofDays(7));

        assertThat(settled()).isEqualTo(one);
    }

    @Test
    void keepsTheOrderOfAKeyAndPutsBackWhatFollowsAFailure() {
        List<Delivery> key = deliveries.ofOneKey(5);
        handler.fails(key.get(2), new IllegalStateException("again"));

        settle(key);

        assertThat(settled()).containsExactlyElementsOf(key.subList(0, 2));
        assertThat(later())
                .singleElement()
                .satisfies(put -> assertThat(put.deliveries()).containsExactlyElementsOf(key.subList(2, 5)));
        assertThat(handler.handled).as("nothing behind the failure was handled").hasSize(2);
    }

    @Test
    void goesOnBehindARecordOfItsKeyThatWasParked() {
        List<Delivery> key = deliveries.ofOneKey(5);
        handler.fails(key.get(2), new PermanentFailure("never"));

        settle(key);

        assertThat(settled()).containsExactlyElementsOf(key);
        assertThat(handler.handled).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 250, 499})
    void takesALongKeyApartWithoutALongStack(int bad) {
        List<Delivery> key = deliveries.ofOneKey(500);
        handler.fails(key.get(bad), new PermanentFailure("never"));

        settle(key);

        assertThat(settled()).containsExactlyElementsOf(key);
        assertThat(parked).hasSize(1);
    }

    @Test
    void leavesOtherKeysAloneWhenOneFails() {
        List<Delivery> bad = deliveries.ofOneKey(3);
        List<Delivery> batch = new ArrayList<>(deliveries.ofOneKey(3));
        batch.addAll(bad);
        batch.addAll(deliveries.ofOneKey(2));
        handler.fails(bad.getFirst(), new IllegalStateException("again"));

        settle(batch);

        assertThat(settled()).hasSize(5).doesNotContainAnyElementsOf(bad);
        assertThat(later())
                .singleElement()
                .satisfies(put -> assertThat(put.deliveries()).isEqualTo(bad));
    }

    @Test
    void publishesNothingOfAPartThatFailed() {
        List<Delivery> batch = deliveries.ofManyKeys(4);
        handler.fails(batch.getFirst(), new PermanentFailure("never"));

        settle(batch);

        assertThat(published).hasSize(3);
    }

    private void settle(List<Delivery> batch) {
        completed.set(false);
        settlement()
                .settle(batch)
                .subscribe(
                        outcomes::add,
                        error -> {
                            throw new AssertionError("settling never errors", error);
                        },
                        () -> completed.set(true));
    }

    private Settlement settlement() {
        Publisher publisher = new Publisher() {
            @Override
            public Mono<Void> publish(Event<?> event) {
                return publishAll(List.of(event));
            }

            @Override
            public Mono<Void> publishAll(List<? extends Event<?>> events) {
                return broker().then(Mono.fromRunnable(() -> published.addAll(events)));
            }
        };
        var deadLetters = new DeadLetters(
                letter -> broker().then(Mono.fromRunnable(() -> parked.add(letter))), "test-group", RecordSpans.NONE);
        return new Settlement(
                handler,
                publisher,
                deadLetters,
                FailureSorter.firstOf(List.of(new RuntimeFailures())),
                RETRIES,
                state,
                new PipelineMeters(meters, "test", state),
                TIME_LIMIT,
                Tracing.NONE);
    }

    private Mono<Void> broker() {
        Throwable error = brokerErrors.poll();
        return error == null ? Mono.empty() : Mono.error(error);
    }

    private List<Delivery> settled() {
        List<Delivery> settled = new ArrayList<>();
        for (Settlement.Outcome outcome : outcomes) {
            if (outcome instanceof Settlement.Outcome.Settled part) {
                settled.addAll(part.deliveries());
            }
        }
        return settled;
    }

    private List<Settlement.Outcome.Later> later() {
        List<Settlement.Outcome.Later> later = new ArrayList<>();
        for (Settlement.Outcome outcome : outcomes) {
            if (outcome instanceof Settlement.Outcome.Later part) {
                later.add(part);
            }
        }
        return later;
    }

    private String header(String name) {
        return new String(parked.getLast().headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Fails for the events it is told to, and then for the whole batch, as a transaction does. */
    private static final class FakeHandler implements BatchHandler {

        private final List<List<Event<?>>> batches = new ArrayList<>();
        private final List<Event<?>> handled = new ArrayList<>();
        private final Set<Event<?>> bad = Collections.newSetFromMap(new IdentityHashMap<>());
        private RuntimeException badError = new IllegalStateException();
        private boolean throwsIt;
        private boolean silent;
        private boolean silentForEver;
        private @Nullable Outage outage;

        void fails(Delivery delivery, RuntimeException error) {
            bad.add(delivery.event());
            badError = error;
        }

        @Override
        public Mono<List<Event<?>>> handle(List<Event<?>> events) {
            batches.add(events);
            if (silentForEver) {
                return Mono.never();
            }
            if (outage != null) {
                return Mono.error(outage);
            }
            if (events.stream().anyMatch(bad::contains)) {
                if (throwsIt) {
                    throw badError;
                }
                return Mono.error(badError);
            }
            handled.addAll(events);
            return silent ? Mono.empty() : Mono.just(List.copyOf(events));
        }
    }

    private final class VirtualClock extends Clock {

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
