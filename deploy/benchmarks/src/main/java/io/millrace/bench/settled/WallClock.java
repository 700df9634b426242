package io.millrace.bench.settled;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments of this process beside those in the log, which other processes on this machine have written. */
public final class WallClock {

    private static final long NANOS_A_MICRO = 1_000;

    private static final long START_NANOS = System.nanoTime();
    private static final long START_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    private WallClock() {}

    /** Microseconds since the epoch of a moment by {@link System#nanoTime}. */
    public static long micros(long nanoTime) {
        return START_MICROS + (nanoTime - START_NANOS) / NANOS_A_MICRO;
    }
}
