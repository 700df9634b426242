package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.log.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** Many orders under way at once, watched in the log: asking for each of them would load the system that they wait for. */
final class Backlog {

    private static final Duration WORKED_OFF = Duration.ofSeconds(150);

    private Backlog() {}

    /** Answers when the last of them was settled. */
    static Instant awaitSettled(Millrace millrace, Collection<String> orderIds) {
        Set<String> awaited = Set.copyOf(orderIds);
        try (Journal journal = new Journal(millrace.topics())) {
            await("settling of " + awaited.size() + " orders")
                    .atMost(WORKED_OFF)
                    .pollInterval(Duration.ofMillis(500))
                    .pollInSameThread()
                    .untilAsserted(() -> {
                        journal.catchUp();
                        assertThat(awaited.stream()
                                        .filter(order -> !journal.settled().containsKey(order))
                                        .count())
                                .as("orders under way")
                                .isZero();
                    });
            return Instant.ofEpochMilli(journal.settled().entrySet().stream()
                    .filter(settled -> awaited.contains(settled.getKey()))
                    .mapToLong(settled -> settled.getValue().writtenAt())
                    .max()
                    .orElseThrow());
        }
    }
}
