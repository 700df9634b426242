package io.millrace.acceptance.chaos;

import io.millrace.acceptance.load.Attempt;
import io.millrace.acceptance.load.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a run, as a table, and whether all is as it must be. */
public record Report(Instant start, Duration took, List<Episode> episodes, List<Attempt> attempts, List<Check> checks) {

    public boolean holds() {
        return checks.stream().allMatch(Check::holds)
                && episodes.stream().allMatch(episode -> episode.recovery() != null);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        row(text, "fault", "at", "lasted", "accepted", "refused", "no answer", "recovery");
        episodes.forEach(episode -> row(text, episode, during(episode)));
        text.append(System.lineSeparator());
        checks.forEach(check ->
                text.append("%-6s %s: %s%n".formatted(check.holds() ? "ok" : "BROKEN", check.what(), check.figures())));
        return text.append(
                        "%n%s after %s%n".formatted(holds() ? "All of it holds" : "Something is BROKEN", seconds(took)))
                .toString();
    }

    /** What customers were told who came between its beginning and the recovery. */
    private Count during(Episode episode) {
        return Count.of(attempts.stream()
                .filter(attempt ->
                        !attempt.at().isBefore(episode.began()) && attempt.at().isBefore(episode.until()))
                .toList());
    }

    private void row(StringBuilder text, Episode episode, Count customers) {
        row(
                text,
                episode.fault(),
                seconds(Duration.between(start, episode.began())),
                seconds(episode.lasted()),
                "%,d".formatted(customers.accepted()),
                "%,d".formatted(customers.refused()),
                "%,d".formatted(customers.unanswered()),
                seconds(episode.recovery()));
    }

    private static void row(StringBuilder text, Object... cells) {
        text.append("%-26s %9s %9s %9s %9s %10s %9s%n".formatted(cells));
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "NONE" : "%.1f s".formatted(duration.toMillis() / 1_000.0);
    }
}
