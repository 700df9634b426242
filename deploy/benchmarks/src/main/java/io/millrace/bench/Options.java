package io.millrace.bench;

import io.millrace.bench.scenario.Effort;
import io.millrace.bench.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param sampling the share of orders that leave a trace
 * @param json where the run is written to as JSON
 */
record Options(Effort effort, List<Scenario> scenarios, double sampling, Path json) {

    static final String USAGE = """
            deploy/bench              most scenarios, in three minutes: to compare one change with another
            deploy/bench --full       all but tracing in fifteen minutes, after 80,000 orders of warm-up: figures that stand by themselves
            deploy/bench --only A,B   only these: %s
            deploy/bench --json FILE  where the run is written to as JSON (deploy/benchmarks/target/bench.json)
            deploy/bench --sampling X the share of orders that leave a trace, 0 to 1 (0.1)""".formatted(
                    Scenarios.all(Path.of("")).stream().map(Scenario::name).collect(Collectors.joining(" ")));

    /** Nothing of the kind that is understood. */
    static final class NotUnderstood extends Exception {

        private static final long serialVersionUID = 1;

        NotUnderstood(String message) {
            super(message);
        }
    }

    static Options of(Path root, String... words) throws NotUnderstood {
        Effort effort = Effort.SHORT;
        @Nullable List<Scenario> scenarios = null;
        double sampling = 0.1;
        Path json = root.resolve("deploy/benchmarks/target/bench.json");
        Deque<String> rest = new ArrayDeque<>(List.of(words));
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--short" -> effort = Effort.SHORT;
                case "--full" -> effort = Effort.FULL;
                case "--only" -> scenarios = only(root, value(option, rest.poll()));
                case "--sampling" -> sampling = share(value(option, rest.poll()));
                case "--json" -> json = Path.of(value(option, rest.poll())).toAbsolutePath();
                default -> throw new NotUnderstood("deploy/bench does not know " + option);
            }
        }
        return new Options(effort, scenarios == null ? Scenarios.of(effort, root) : scenarios, sampling, json);
    }

    private static String value(String option, @Nullable String value) throws NotUnderstood {
        if (value == null) {
            throw new NotUnderstood(option + " wants a value");
        }
        return value;
    }

    /** In the order in which all are run. */
    private static List<Scenario> only(Path root, String names) throws NotUnderstood {
        List<String> wanted = new ArrayList<>(List.of(names.split(",")));
        List<Scenario> found = Scenarios.all(root).stream()
                .filter(scenario -> wanted.remove(scenario.name()))
                .toList();
        if (!wanted.isEmpty()) {
            throw new NotUnderstood("there is no scenario " + String.join(", ", wanted));
        }
        return found;
    }

    private static double share(String text) throws NotUnderstood {
        if (!text.matches("0(\\.\\d+)?|1(\\.0+)?")) {
            throw new NotUnderstood("--sampling wants a share from 0 to 1, not " + text);
        }
        return Double.parseDouble(text);
    }
}
