package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "5, 8000", "6, 10000", "60, 10000", "1000, 10000"})
    void doublesTheDelayUpToItsCeilingAndTakesUpToHalfOfItOff(int failedAttempts, long fullMillis) {
        for (int i = 0; i < 200; i++) {
            assertThat(policy.delayAfter(failedAttempts).toMillis()).isBetween(fullMillis / 2, fullMillis);
        }
    }

    @Test
    void isExhaustedWithItsLastAttempt() {
        assertThat(policy.isExhausted(4)).isFalse();
        assertThat(policy.isExhausted(5)).isTrue();
    }

    @Test
    void takesASingleAttemptAndNoDelayAtAll() {
        assertThat(new RetryPolicy(1, Duration.ZERO, Duration.ZERO).delayAfter(1))
                .isZero();
    }

    @Test
    void refusesACeilingBelowTheFirstDelay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
