package io.millrace.acceptance.chaos;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fault, as it was lived through.
 *
 * @param recovery from its end until the first order placed after it was confirmed; null if none was in time
 * @param until when it was over, or given up
 */
record Episode(
        String fault,
        Instant began,
        Duration lasted,
        @Nullable Duration recovery,
        Instant until) {}
