package io.millrace.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class SweeperTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private VirtualTimeScheduler time;

    @BeforeEach
    void holdTime() {
        time = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void letTimeGo() {
        VirtualTimeScheduler.reset();
    }

    @Test
    void countsWhatEachLookFound() {
        Iterator<Integer> found = List.of(3, 0, 2, 0).iterator();
        Sweeper sweeper = sweeper(() -> Mono.fromCallable(found::next));
        sweeper.start();

        time.advanceTimeBy(INTERVAL.multipliedBy(4));

        assertThat(meters.get("millrace.reconciler.found")
                        .tag("kind", "thing")
                        .counter()
                        .count())
                .isEqualTo(5);
        sweeper.stop();
    }

    @Test
    void sweepsOnceInEveryInterval() {
        AtomicInteger sweeps = new AtomicInteger();
        Sweeper sweeper = sweeper(() -> Mono.fromCallable(sweeps::incrementAndGet));
        sweeper.start();
        assertThat(sweeps).hasValue(0);

        time.advanceTimeBy(INTERVAL.multipliedBy(3));

        assertThat(sweeps).hasValue(3);
        sweeper.stop();
    }

    @Test
    void waitsForASlowSweepInsteadOfRunningAheadOfIt() {
        AtomicInteger sweeps = new AtomicInteger();
        Sinks.One<Integer> slow = Sinks.one();
        Sweeper sweeper = sweeper(() -> {
            sweeps.incrementAndGet();
            return slow.asMono();
        });
        sweeper.start();

        time.advanceTimeBy(INTERVAL.multipliedBy(10));
        assertThat(sweeps).hasValue(1);

        slow.tryEmitValue(0);
        time.advanceTimeBy(INTERVAL);
        assertThat(sweeps).hasValue(2);
        sweeper.stop();
    }

    @Test
    void pausesLongerAfterEachFailureUpToAMinuteAndAsUsualAfterASuccess() {
        List<Long> sweptAt = new ArrayList<>();
        AtomicBoolean broken = new AtomicBoolean(true);
        Sweeper sweeper = sweeper(() -> {
            sweptAt.add(time.now(TimeUnit.SECONDS));
            return broken.get() ? Mono.error(new IllegalStateException("no database")) : Mono.just(0);
        });
        sweeper.start();

        time.advanceTimeBy(Duration.ofSeconds(5 + 10 + 20 + 40 + 60));
        broken.set(false);
        time.advanceTimeBy(Duration.ofSeconds(60 + 5));

        assertThat(sweptAt).containsExactly(5L, 15L, 35L, 75L, 135L, 195L, 200L);
        sweeper.stop();
    }

    @Test
    void endsItsPauseWhenStopped() {
        AtomicBoolean stopped = new AtomicBoolean();
        Sweeper sweeper = sweeper(Mono::empty);
        sweeper.start();

        sweeper.stop(() -> stopped.set(true));

        assertThat(stopped).isTrue();
        assertThat(sweeper.isRunning()).isFalse();
    }

    @Test
    void letsTheSweepUnderWayEndWhenStopped() {
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicInteger sweeps = new AtomicInteger();
        Sinks.One<Integer> underWay = Sinks.one();
        Sweeper sweeper = sweeper(() -> {
            sweeps.incrementAndGet();
            return underWay.asMono();
        });
        sweeper.start();
        time.advanceTimeBy(INTERVAL);

        sweeper.stop(() -> stopped.set(true));
        assertThat(stopped).isFalse();

        underWay.tryEmitValue(3);
        time.advanceTimeBy(INTERVAL);
        assertThat(stopped).isTrue();
        assertThat(sweeps).hasValue(1);
    }

    private Sweeper sweeper(Supplier<Mono<Integer>> look) {
        return new Sweeper("things", look, INTERVAL, Findings.counter(meters, "thing"));
    }
}
