package io.millrace.bench.scenario;

import java.time.Duration;

/**
 * How much is done before and while figures are taken. What is not reached within its time is reported as far as it was reached.
 *
 * @param form as it was asked for: short or full
 * @param total after which no scenario is begun any more
 * @param streamed orders that are sent as a stream before anything else
 * @param warmUp orders that are sent one by one after them, before anything is measured
 * @param warmingUp how long they may be sent, of each kind
 * @param flood orders of a closed loop
 * @param flooding how long a closed loop may order
 * @param slowFlood orders of a closed loop while the payment provider is slow
 * @param tracingRounds how often each share of traced orders has its turn
 * @param openLoop how long orders are sent by the clock, at each rate
 * @param subscribers clients that watch an order each, as far as sockets go round
 * @param references records and rows of the references
 * @param backlog orders that lie there when the flows are started
 */
public record Effort(
        String form,
        Duration total,
        long streamed,
        long warmUp,
        Duration warmingUp,
        long flood,
        Duration flooding,
        long slowFlood,
        int tracingRounds,
        Duration openLoop,
        long subscribers,
        long references,
        long backlog) {

    /** Java's figures still improve while it lasts: good for comparing two short runs with each other, and for no more. */
    public static final Effort SHORT = new Effort(
            "short",
            Duration.ofMinutes(3),
            15_000,
            15_000,
            Duration.ofSeconds(15),
            5_000,
            Duration.ofSeconds(6),
            2_000,
            2,
            Duration.ofSeconds(4),
            2_000,
            100_000,
            20_000);

    /** Between 20,000 and 60,000 orders Java's figures halve on two cores. */
    public static final Effort FULL = new Effort(
            "full",
            Duration.ofMinutes(15),
            20_000,
            60_000,
            Duration.ofSeconds(90),
            60_000,
            Duration.ofSeconds(45),
            20_000,
            8,
            Duration.ofSeconds(30),
            // As many as a gateway takes in a heap of 256 MB.
            5_000,
            500_000,
            200_000);
}
