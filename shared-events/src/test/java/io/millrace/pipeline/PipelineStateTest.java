package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineStateTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Throwable GONE = new IllegalStateException("gone");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final PipelineState state = new PipelineState("test", Duration.ofSeconds(10), new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void waitsForNothingAtFirst() {
        assertThat(state.waitsFor()).isEmpty();
    }

    /** A quarter of the time it has been gone, less up to a quarter of that. */
    @ParameterizedTest
    @CsvSource({"0, 150, 200", "2, 375, 500", "20, 3750, 5000", "600, 7500, 10000", "-60, 150, 200"})
    void looksLessOftenTheLongerItLasts(long goneForSeconds, long shortest, long longest) {
        state.unavailable("postgres", GONE);
        now.set(START.plusSeconds(goneForSeconds));

        for (int i = 0; i < 100; i++) {
            assertThat(state.unavailable("postgres", GONE).toMillis()).isBetween(shortest, longest);
        }
    }

    @Test
    void takesAnyBoundForThePauseBetweenLooks() {
        PipelineState brief = new PipelineState("test", Duration.ofMillis(50), Clock.systemUTC());

        assertThat(brief.unavailable("postgres", GONE)).isBetween(Duration.ofMillis(37), Duration.ofMillis(50));
    }

    @Test
    void namesWhatWasFoundGoneFirst() {
        state.unavailable("postgres", GONE);
        state.unavailable("kafka", GONE);

        assertThat(state.waitsFor()).contains("postgres");
    }

    @Test
    void goesOnOnceWorkSucceeds() {
        state.unavailable("postgres", GONE);
        state.available();

        assertThat(state.waitsFor()).isEmpty();
    }

    @Test
    void waitsOnForTheDatabaseThoughTheBrokerAnswers() {
        state.unavailable("postgres", GONE);

        state.available("kafka");
        assertThat(state.waitsFor()).contains("postgres");

        state.available("postgres");
        assertThat(state.waitsFor()).isEmpty();
    }

    @Test
    void beginsAnewWithTheNextOutage() {
        state.unavailable("postgres", GONE);
        now.set(START.plusSeconds(3600));
        state.available();

        assertThat(state.unavailable("postgres", GONE)).isLessThanOrEqualTo(Duration.ofMillis(200));
    }
}
