package io.millrace.bench.scenario;

import java.time.Duration;

/**
 * How much is done before and while figures are taken. What is not reached within its time is reported as far as it was reached.
 *
 * @param form as it was asked for: short or full
 * @param warmUp orders that go through the system before anything is measured
 * @param flood orders of a closed loop
 * @param flooding how long a closed loop may order
 */
public record Effort(String form, long warmUp, long flood, Duration flooding) {

    /** Java's figures still improve while it lasts: good for comparing two short runs with each other, and for no more. */
    public static final Effort SHORT = new Effort("short", 10_000, 10_000, Duration.ofSeconds(10));

    /** Between 20,000 and 60,000 orders Java's figures halve on two cores. */
    public static final Effort FULL = new Effort("full", 60_000, 60_000, Duration.ofSeconds(60));
}
