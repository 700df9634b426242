package io.millrace.bench;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.Narrator;
import io.millrace.acceptance.running.Parts;
import io.millrace.bench.report.Machine;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.Run;
import io.millrace.bench.report.Versions;
import io.millrace.bench.scenario.Earlier;
import io.millrace.bench.scenario.Effort;
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
    private final Effort effort;
    private final PrintStream out;
    private final Instant start = Instant.now();
    private final List<Result> results = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    Bench(Path root, Options options, PrintStream out) {
        this.root = root;
        this.options = options;
        this.effort = options.effort();
        this.out = out;
    }

    /** @param restart stops all parts and starts them again, and says how long the start took */
    Run run(Millrace millrace, Supplier<Duration> restart) throws InterruptedException, IOException {
        Versions versions = Versions.in(root, folderOf(millrace));
        long warmUp;
        @Nullable String failure;
        try (Rig rig = new Rig(millrace, restart);
                Narrator narrator = new Narrator(out, rig::progress)) {
            narrator.say("warm-up: %,d orders, or as many as there is time for"
                    .formatted(effort.streamed() + effort.warmUp()));
            warmUp = WarmUp.run(rig, effort);
            failure = runAll(rig, narrator);
        }
        return new Run(
                start,
                Duration.between(start, Instant.now()),
                effort.form(),
                warmUp,
                options.sampling(),
                Machine.thisOne(),
                versions,
                results,
                leftOut,
                failure);
    }

    /** Which scenario failed, and how; what was measured until then stands. */
    private @Nullable String runAll(Rig rig, Narrator narrator) throws InterruptedException, IOException {
        String now = "";
        try {
            for (Scenario scenario : options.scenarios()) {
                now = scenario.name();
                run(scenario, rig, narrator);
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

    private void run(Scenario scenario, Rig rig, Narrator narrator) throws InterruptedException, IOException {
        if (Instant.now().isAfter(start.plus(effort.total()))) {
            leftOut.add(scenario.name());
            return;
        }
        narrator.say(scenario.name());
        results.add(scenario.run(rig, effort, new Earlier(results)));
    }

    /** Where the gateway runs, with its libraries. */
    private static Path folderOf(Millrace millrace) throws IOException {
        return Files.readSymbolicLink(
                Path.of("/proc/" + millrace.parts().part(Parts.GATEWAY).pid() + "/cwd"));
    }
}
