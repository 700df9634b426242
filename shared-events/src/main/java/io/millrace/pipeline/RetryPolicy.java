package io.millrace.pipeline;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a failed record is tried again.
 *
 * @param attempts in all, the first included; at least 1
 * @param firstDelay before the second attempt; doubled before each further one
 * @param maxDelay the most that doubling leads to; also how long an outage is waited out between looks
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration maxDelay) {

    /** Spreads retries over half of the delay, so that records that failed together do not come back together. */
    private static final double JITTER = 0.5;

    public RetryPolicy {
        if (attempts < 1 || firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "a retry policy has at least one attempt, and a ceiling not below its first delay");
        }
    }

    boolean isExhausted(int failedAttempts) {
        return failedAttempts >= attempts;
    }

    /**
     * How long to wait after so many failed attempts.
     *
     * @param failedAttempts 1 or more
     */
    Duration delayAfter(int failedAttempts) {
        int doublings = Math.min(failedAttempts - 1, 30);
        long ceiling = maxDelay.toMillis();
        long delay = Math.min(ceiling, firstDelay.toMillis() << doublings);
        if (delay < 0) {
            delay = ceiling;
        }
        return Duration.ofMillis(
                delay - (long) (delay * JITTER * ThreadLocalRandom.current().nextDouble()));
    }
}
