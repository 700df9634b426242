package io.millrace.bench;

import io.millrace.bench.scenario.Drain;
import io.millrace.bench.scenario.Effort;
import io.millrace.bench.scenario.EndToEnd;
import io.millrace.bench.scenario.FanOut;
import io.millrace.bench.scenario.Ingest;
import io.millrace.bench.scenario.IngestNdjson;
import io.millrace.bench.scenario.Latency;
import io.millrace.bench.scenario.References;
import io.millrace.bench.scenario.Restart;
import io.millrace.bench.scenario.Scenario;
import io.millrace.bench.scenario.SlowProvider;
import io.millrace.bench.scenario.Tracing;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** All there are, in the order in which they are run: those first that want flows which have run for a while. */
final class Scenarios {

    /** They take a third of the time, most of it to stop parts and to start them again. */
    private static final Set<String> ONLY_IN_FULL = Set.of("slow-provider-2000", "hot-key", "fan-out");

    /** It takes long, for it has to tell a few per cent from noise. */
    private static final String ONLY_BY_NAME = Tracing.NAME;

    private Scenarios() {}

    /** Those that are run unless somebody names others. */
    static List<Scenario> of(Effort effort, Path root) {
        return all(root).stream()
                .filter(scenario -> !scenario.name().equals(ONLY_BY_NAME))
                .filter(scenario -> effort.equals(Effort.FULL) || !ONLY_IN_FULL.contains(scenario.name()))
                .toList();
    }

    /** @param root the top of the source tree */
    static List<Scenario> all(Path root) {
        return List.of(
                new EndToEnd(),
                new Tracing(),
                Latency.at200(),
                Latency.at500(),
                SlowProvider.somewhat(),
                SlowProvider.very(),
                new References(root),
                new Ingest(),
                new IngestNdjson(),
                Drain.ofManyArticles(),
                Drain.ofOneArticle(),
                new FanOut(),
                new Restart());
    }
}
