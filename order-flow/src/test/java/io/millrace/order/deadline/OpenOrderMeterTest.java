package io.millrace.order.deadline;

import static io.millrace.order.fixture.AnOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class OpenOrderMeterTest {

    private static final Duration UNTIL_THE_NEXT_LOOK = Duration.ofSeconds(5);

    private final MovableClock clock = new MovableClock(NOON);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Mono<Instant>> oldest = new AtomicReference<>(Mono.empty());
    private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    private final OpenOrderMeter meter = new OpenOrderMeter(oldest::get, clock, meters);

    @BeforeEach
    void start() {
        meter.start();
    }

    @AfterEach
    void stop() {
        meter.stop();
        VirtualTimeScheduler.reset();
    }

    @Test
    void isZeroWhileNoneIsOpen() {
        pass(UNTIL_THE_NEXT_LOOK);

        assertThat(seconds()).isZero();
    }

    @Test
    void isTheAgeOfTheOldestAndEndsWithIt() {
        oldest.set(Mono.just(NOON));
        pass(UNTIL_THE_NEXT_LOOK);
        assertThat(seconds()).isEqualTo(5);

        oldest.set(Mono.empty());
        pass(UNTIL_THE_NEXT_LOOK);
        assertThat(seconds()).isZero();
    }

    @Test
    void growsOnWhileTheDatabaseDoesNotAnswer() {
        oldest.set(Mono.just(NOON));
        pass(UNTIL_THE_NEXT_LOOK);
        oldest.set(Mono.error(new IllegalStateException("no database")));
        pass(Duration.ofMinutes(1));

        assertThat(seconds()).isEqualTo(65);
    }

    private void pass(Duration duration) {
        clock.advance(duration);
        time.advanceTimeBy(duration);
    }

    private double seconds() {
        return meters.get("millrace.orders.oldest.open").timeGauge().value();
    }
}
