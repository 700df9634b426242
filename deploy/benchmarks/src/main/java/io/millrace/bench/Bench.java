package io.millrace.bench;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.Narrator;
import io.millrace.acceptance.running.Parts;
import io.millrace.bench.report.Machine;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Run;
import io.millrace.bench.report.Versions;
import io.millrace.bench.scenario.Earlier;
import io.millrace.bench.scenario.Rig;
import io.millrace.bench.scenario.Scenario;
import io.millrace.bench.scenario.WarmUp;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Warms a system up, and lets one scenario after the other loose on it. */
final class Bench {

    private final Path root;
    private final Options options;
    private final PrintStream out;

    Bench(Path root, Options options, PrintStream out) {
        this.root = root;
        this.options = options;
        this.out = out;
    }

    Run run(Millrace millrace, Supplier<Duration> restart) throws InterruptedException, IOException {
        Instant start = Instant.now();
        List<Result> results = new ArrayList<>();
        long warmUp;
        @Nullable String failure;
        try (Rig rig = new Rig(millrace, restart);
                Narrator narrator = new Narrator(out, rig::progress)) {
            narrator.say("warm-up: %,d orders".formatted(options.effort().warmUp()));
            warmUp = WarmUp.run(rig, options.effort());
            failure = runAll(rig, narrator, results);
        }
        return new Run(
                start,
                Duration.between(start, Instant.now()),
                options.effort().form(),
                warmUp,
                options.sampling(),
                Machine.thisOne(),
                Versions.in(root, folderOf(millrace)),
                results,
                failure);
    }

    /** Which scenario failed, and how; what was measured until then stands. */
    private @Nullable String runAll(Rig rig, Narrator narrator, List<Result> results)
            throws InterruptedException, IOException {
        String now = "";
        try {
            for (Scenario scenario : options.scenarios()) {
                now = scenario.name();
                narrator.say(now);
                results.add(scenario.run(rig, options.effort(), new Earlier(results)));
            }
            now = "settling the last orders";
            narrator.say(now);
            rig.settleBacklog();
            return null;
        } catch (RuntimeException | AssertionError e) {
            e.printStackTrace(out);
            return now + ": " + e.getMessage();
        }
    }

    /** Where the gateway runs, with its libraries. */
    private static Path folderOf(Millrace millrace) throws IOException {
        return Files.readSymbolicLink(
                Path.of("/proc/" + millrace.parts().part(Parts.GATEWAY).pid() + "/cwd"));
    }
}
