package io.millrace.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a pipeline works, or what it waits for. An outage is logged when it begins and when it ends, not each time that it is met. */
final class PipelineState {

    private static final Logger log = LoggerFactory.getLogger(PipelineState.class);

    /** Looks for the dependency's return this often at first, then less and less; so short an outage costs no more than it lasts. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

    private record Wait(String dependency, Instant since) {}

    private final String pipeline;
    private final Duration longestPause;
    private final Clock clock;
    private final AtomicReference<@Nullable Wait> wait = new AtomicReference<>();

    /** @param longestPause between two looks for a dependency's return */
    PipelineState(String pipeline, Duration longestPause, Clock clock) {
        this.pipeline = pipeline;
        this.longestPause = longestPause;
        this.clock = clock;
    }

    /**
     * A dependency was found gone.
     *
     * @return how long to wait before the next look: a quarter of the time it has been gone, with jitter, between fixed bounds
     */
    Duration unavailable(String dependency, Throwable error) {
        Instant now = clock.instant();
        if (wait.compareAndSet(null, new Wait(dependency, now))) {
            log.warn("{} waits for {}: {}", pipeline, dependency, error.toString());
        }
        Wait present = wait.get();
        long gone = present == null ? 0 : Duration.between(present.since, now).toMillis();
        long longest = longestPause.toMillis();
        long pause = Math.clamp(gone / 4, Math.min(SHORTEST_PAUSE.toMillis(), longest), longest);
        return Duration.ofMillis(pause - ThreadLocalRandom.current().nextLong(pause / 4 + 1));
    }

    /** This dependency answered; one that is waited for besides is still waited for. */
    void available(String dependency) {
        Wait present = wait.get();
        if (present != null && present.dependency.equals(dependency)) {
            available();
        }
    }

    /** Work succeeded, so nothing is waited for. */
    void available() {
        if (wait.get() == null) {
            return;
        }
        Wait ended = wait.getAndSet(null);
        if (ended != null) {
            log.info(
                    "{} goes on: {} is back after {} s",
                    pipeline,
                    ended.dependency,
                    Duration.between(ended.since, clock.instant()).toSeconds());
        }
    }

    /** What is waited for; empty while all is well. */
    Optional<String> waitsFor() {
        Wait present = wait.get();
        return present == null ? Optional.empty() : Optional.of(present.dependency);
    }
}
