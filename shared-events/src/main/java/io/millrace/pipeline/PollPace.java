package io.millrace.pipeline;

import java.time.Duration;

/**
 * How soon to poll again. Where records come one by one, each costs a request to the broker, a wake-up of every thread on its way and a statement of
 * its own; a few milliseconds later several come for the price of one. So a poll that brought some records, but few, is followed by a pause, a quarter
 * of the whole one for each. That follows the rate: where more than one record comes in a quarter, the pause grows to the whole; where fewer come, it
 * stays a quarter. A poll that brought nothing is followed by none, so that the first record after a silence waits for nothing; nor is one that brought
 * many, as more of them may be there.
 *
 * <p>Not thread-safe: the polling thread's.
 */
final class PollPace {

    /** From here on the whole pause. */
    static final int SOME = 4;

    /** As many in each 10 ms are some 3,000 records a second. */
    static final int MANY = 32;

    private final long pauseNanos;
    private long notBefore = System.nanoTime();

    /** @param pause the whole one; zero for none */
    PollPace(Duration pause) {
        pauseNanos = pause.toNanos();
    }

    /** How long the next poll has to wait, in nanoseconds; not above zero when it need not. Both times are of {@link System#nanoTime}. */
    long waitNanos(long now) {
        return notBefore - now;
    }

    /** A poll has ended and brought that much: in records, or in kilobytes if those are more, since large ones come few at a time. */
    void polled(int load, long now) {
        notBefore = load < MANY ? now + pauseNanos * Math.min(load, SOME) / SOME : now;
    }
}
