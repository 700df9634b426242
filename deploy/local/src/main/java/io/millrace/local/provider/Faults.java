package io.millrace.local.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the provider misbehaves.
 *
 * @param latencyMillis how long each answer is held back; what was asked for is done at once
 * @param errorRate the share of calls, 0 to 1, answered with 500: half of them after having done what was asked for
 * @param down whether connections are closed without an answer
 * @param refusedCurrency amounts in this currency are refused with 422, by a mistake of the provider's; empty for none
 */
record Faults(
        int latencyMillis,
        double errorRate,
        boolean down,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String refusedCurrency) {

    static final Faults NONE = new Faults(0, 0, false, "");

    /** What is absent stays as it is. */
    record Change(
            @Nullable Integer latencyMillis,
            @Nullable Double errorRate,
            @Nullable Boolean down,
            @Nullable String refusedCurrency) {}

    Faults {
        if (latencyMillis < 0 || latencyMillis > 600_000) {
            throw new IllegalArgumentException("latencyMillis must be 0 to 600000");
        }
        if (!(errorRate >= 0 && errorRate <= 1)) {
            throw new IllegalArgumentException("errorRate must be 0 to 1");
        }
    }

    Faults with(Change change) {
        return new Faults(
                change.latencyMillis() == null ? latencyMillis : change.latencyMillis(),
                change.errorRate() == null ? errorRate : change.errorRate(),
                change.down() == null ? down : change.down(),
                change.refusedCurrency() == null ? refusedCurrency : change.refusedCurrency());
    }

    boolean refuses(@Nullable String currency) {
        return !refusedCurrency.isEmpty() && refusedCurrency.equals(currency);
    }

    Duration latency() {
        return Duration.ofMillis(latencyMillis);
    }

    /** Whether a call fails before it has any effect, by its lot of 0 to 1. */
    boolean failsBefore(double lot) {
        return lot < errorRate / 2;
    }

    /** Whether a call fails although it had its effect. */
    boolean failsAfter(double lot) {
        return lot >= errorRate / 2 && lot < errorRate;
    }
}
