package io.millrace.bench;

import io.millrace.bench.scenario.Drain;
import io.millrace.bench.scenario.EndToEnd;
import io.millrace.bench.scenario.Ingest;
import io.millrace.bench.scenario.IngestNdjson;
import io.millrace.bench.scenario.Latency;
import io.millrace.bench.scenario.Scenario;
import io.millrace.bench.scenario.SlowProvider;
import java.util.List;

/** All there are, in the order in which they are run: those first that want flows which have run for a while. */
final class Scenarios {

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                new EndToEnd(),
                Latency.at200(),
                Latency.at500(),
                SlowProvider.somewhat(),
                SlowProvider.very(),
                new Ingest(),
                new IngestNdjson(),
                Drain.ofManyArticles(),
                Drain.ofOneArticle());
    }
}
