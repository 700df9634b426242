package io.millrace.bench.scenario;

import java.time.Duration;

/**
 * How much is done before and while figures are taken. What is not reached within its time is reported as far as it was reached.
 *
 * @param form as it was asked for: short or full
 * @param warmUp orders that go through the system before anything is measured
 * @param warmingUp how long that may take
 * @param flood orders of a closed loop
 * @param flooding how long a closed loop may order
 * @param slowFlood orders of a closed loop while the payment provider is slow
 * @param openLoop how long orders are sent by the clock, at each rate
 * @param backlog orders that lie there when the flows are started
 */
public record Effort(
        String form,
        long warmUp,
        Duration warmingUp,
        long flood,
        Duration flooding,
        long slowFlood,
        Duration openLoop,
        long backlog) {

    /** Java's figures still improve while it lasts: good for comparing two short runs with each other, and for no more. */
    public static final Effort SHORT = new Effort(
            "short",
            10_000,
            Duration.ofSeconds(30),
            5_000,
            Duration.ofSeconds(6),
            2_000,
            Duration.ofSeconds(5),
            20_000);

    /** Between 20,000 and 60,000 orders Java's figures halve on two cores. */
    public static final Effort FULL = new Effort(
            "full",
            60_000,
            Duration.ofSeconds(120),
            60_000,
            Duration.ofSeconds(45),
            20_000,
            Duration.ofSeconds(30),
            200_000);
}
