package io.millrace.bench;

import io.millrace.bench.scenario.EndToEnd;
import io.millrace.bench.scenario.Scenario;
import java.util.List;

/** All there are, in the order in which they are run. */
final class Scenarios {

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(new EndToEnd());
    }
}
