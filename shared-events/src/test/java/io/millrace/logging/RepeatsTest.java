package io.millrace.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    private final LoggerContext logback = new LoggerContext();
    private final Repeats repeats = new Repeats();
    private long now = repeats.due(0, false).size();

    @Test
    void theFirstFewPassAndTheRestAreOneLine() {
        assertThat(passedOf(10_000, Level.ERROR, "{} is gone", "kafka")).isEqualTo(Repeats.FEW);

        assertThat(atTheEndOfTheWindow()).containsExactly("… and 9995 more of these within 10 s: {} is gone");
        assertThat(repeats.summedUp()).isEqualTo(9_995);
    }

    @Test
    void aFloodThatGoesOnIsOneLineAWindow() {
        passedOf(100, Level.WARN, "{} is gone", "kafka");
        atTheEndOfTheWindow();

        assertThat(passedOf(100, Level.WARN, "{} is gone", "kafka")).isZero();
        assertThat(atTheEndOfTheWindow()).hasSize(1);
    }

    @Test
    void whatHasBecomeRareIsWrittenAgain() {
        passedOf(100, Level.WARN, "{} is gone", "kafka");
        atTheEndOfTheWindow();
        passedOf(1, Level.WARN, "{} is gone", "kafka");
        atTheEndOfTheWindow();

        assertThat(passedOf(3, Level.WARN, "{} is gone", "kafka")).isEqualTo(3);
        assertThat(atTheEndOfTheWindow()).isEmpty();
    }

    @Test
    void nothingIsDueWhileTheWindowLasts() {
        passedOf(100, Level.WARN, "{} is gone", "kafka");

        assertThat(repeats.due(now + Repeats.WINDOW.toNanos() - 1, false)).isEmpty();
    }

    @Test
    void whatIsLeftIsToldAtTheEnd() {
        passedOf(100, Level.WARN, "{} is gone", "kafka");

        assertThat(repeats.due(now + 1, true)).hasSize(1);
    }

    @Test
    void argumentsDoNotTellLinesApart() {
        for (int i = 0; i < 20; i++) {
            repeats.passes(event(Level.ERROR, "no place for {}", null, "order-" + i));
        }

        assertThat(atTheEndOfTheWindow()).containsExactly("… and 15 more of these within 10 s: no place for {}");
    }

    @Test
    void norDoIdsInWhatWasFormattedAlready() {
        for (int i = 0; i < 20; i++) {
            repeats.passes(event(Level.WARN, "[6f4ce4b5-" + i + ", L:/127.0.0.1:80" + i + "] closed", null));
        }

        assertThat(atTheEndOfTheWindow()).containsExactly("… and 15 more of these within 10 s: [#, L:/#] closed");
    }

    @Test
    void levelsLoggersAndExceptionsDo() {
        passedOf(5, Level.WARN, "failed");
        passedOf(5, Level.ERROR, "failed");
        for (int i = 0; i < 5; i++) {
            assertThat(repeats.passes(event(Level.WARN, "failed", new IllegalStateException("x"))))
                    .isTrue();
        }

        assertThat(atTheEndOfTheWindow()).isEmpty();
    }

    @Test
    void whatWasAskedForAlwaysPasses() {
        assertThat(passedOf(1_000, Level.DEBUG, "looked")).isEqualTo(1_000);
    }

    @Test
    void linesOfSingleOrdersAlwaysPass() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(repeats.passes(new LoggingEvent(
                            "test", logback.getLogger(OrderLog.NAME), Level.INFO, "accepted", null, null)))
                    .isTrue();
        }
    }

    @Test
    void kindsBeyondTheBoundAreOneKind() {
        for (int i = 0; i < Repeats.MAX_KINDS + 100; i++) {
            repeats.passes(event(Level.WARN, "kind " + "x".repeat(1 + i % 25) + "y".repeat(1 + i / 25), null));
        }

        assertThat(atTheEndOfTheWindow())
                .containsExactly("… and 95 more of these within 10 s: lines of many different kinds");
    }

    private int passedOf(int times, Level level, String message, Object... arguments) {
        int passed = 0;
        for (int i = 0; i < times; i++) {
            passed += repeats.passes(event(level, message, null, arguments)) ? 1 : 0;
        }
        return passed;
    }

    private List<String> atTheEndOfTheWindow() {
        now += Repeats.WINDOW.toNanos();
        return repeats.due(now, false).stream().map(RepeatedLine::getMessage).toList();
    }

    private LoggingEvent event(Level level, String message, @Nullable Throwable thrown, Object... arguments) {
        return new LoggingEvent("test", logback.getLogger("some.logger"), level, message, thrown, arguments);
    }
}
