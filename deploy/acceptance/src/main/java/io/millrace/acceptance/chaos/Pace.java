package io.millrace.acceptance.chaos;

import java.time.Duration;

/**
 * How much is put into a run.
 *
 * @param ordersASecond few enough for two cores that also start services
 * @param down how long a killed part stays away
 * @param frozen how long the broker stands still
 * @param misbehaving how long the provider does
 * @param calm between the recovery from one fault and the next
 * @param recovery the longest that an order may need to get through after a fault
 * @param quiet the longest that all may need to be settled in the end
 * @param faults rounds of all faults are begun until then; at least one
 */
public record Pace(
        int ordersASecond,
        Duration down,
        Duration frozen,
        Duration misbehaving,
        Duration calm,
        Duration recovery,
        Duration quiet,
        Duration faults) {

    /** Each fault once, in under four minutes. */
    public static final Pace SHORT = new Pace(
            20,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ZERO);

    /** Half an hour of rounds. */
    public static final Pace LONG = new Pace(
            20,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Duration.ofMinutes(28));
}
