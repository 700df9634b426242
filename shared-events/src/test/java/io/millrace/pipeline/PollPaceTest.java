package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollPaceTest {

    private static final Duration PAUSE = Duration.ofMillis(10);

    /** What {@link System#nanoTime} says may be negative, and its difference is all that counts. */
    private static final long NOW = Long.MIN_VALUE + 1;

    private final PollPace pace = new PollPace(PAUSE);

    @Test
    void pausesAfterAPollThatBroughtFewRecords() {
        pace.polled(PollPace.SOME, NOW);
        assertThat(pace.waitNanos(NOW)).isEqualTo(PAUSE.toNanos());

        pace.polled(PollPace.MANY - 1, NOW);
        assertThat(pace.waitNanos(NOW)).isEqualTo(PAUSE.toNanos());
    }

    @Test
    void pausesForAQuarterAfterASingleRecord() {
        pace.polled(1, NOW);

        assertThat(pace.waitNanos(NOW)).isEqualTo(PAUSE.toNanos() / 4);
    }

    /** One record each so many milliseconds: the pause that they end up with. */
    @ParameterizedTest
    @CsvSource({"20, 2.5", "5, 2.5", "2, 10", "1, 10"})
    void pausesLongerWhereRecordsComeFaster(double millisApart, double pauseMillis) {
        long now = NOW;
        double waiting = 1;
        for (int poll = 0; poll < 100; poll++) {
            pace.polled((int) waiting, now);
            long wait = pace.waitNanos(now);
            now += wait;
            waiting = Math.max(1, waiting % 1 + wait / (millisApart * 1e6));
        }

        pace.polled((int) waiting, now);
        assertThat(pace.waitNanos(now) / 1e6).isEqualTo(pauseMillis);
    }

    @Test
    void waitsForNoMoreThanIsLeftOfThePause() {
        pace.polled(PollPace.SOME, NOW);

        assertThat(pace.waitNanos(NOW + PAUSE.toNanos() - 1)).isOne();
        assertThat(pace.waitNanos(NOW + PAUSE.toNanos())).isZero();
        assertThat(pace.waitNanos(NOW + 5 * PAUSE.toNanos())).isNegative();
    }

    @Test
    void doesNotPauseAfterAPollThatBroughtNothing() {
        pace.polled(0, NOW);

        assertThat(pace.waitNanos(NOW)).isZero();
    }

    @Test
    void doesNotPauseAfterAPollThatBroughtMany() {
        pace.polled(PollPace.MANY, NOW);

        assertThat(pace.waitNanos(NOW)).isZero();
    }

    @Test
    void neverPausesWhereItIsToldNotTo() {
        PollPace none = new PollPace(Duration.ZERO);
        none.polled(1, NOW);

        assertThat(none.waitNanos(NOW)).isZero();
    }

    @Test
    void doesNotPauseBeforeTheFirstPoll() {
        assertThat(pace.waitNanos(System.nanoTime())).isNotPositive();
    }
}
