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

    Run run(Millrace millrace) throws InterruptedException, IOException {
        Instant start = Instant.now();
        List<Result> results = new ArrayList<>();
        long warmUp;
        try (Rig rig = new Rig(millrace);
                Narrator narrator = new Narrator(out, rig::progress)) {
            narrator.say("warm-up: %,d orders".formatted(options.effort().warmUp()));
            warmUp = WarmUp.run(rig, options.effort());
            for (Scenario scenario : options.scenarios()) {
                narrator.say(scenario.name());
                results.add(scenario.run(rig, options.effort(), new Earlier(results)));
            }
            narrator.say("the last orders are settled");
            rig.settleBacklog();
        }
        return new Run(
                start,
                Duration.between(start, Instant.now()),
                options.effort().form(),
                warmUp,
                options.sampling(),
                Machine.thisOne(),
                Versions.in(root, folderOf(millrace)),
                results);
    }

    /** Where the gateway runs, with its libraries. */
    private static Path folderOf(Millrace millrace) throws IOException {
        return Files.readSymbolicLink(
                Path.of("/proc/" + millrace.parts().part(Parts.GATEWAY).pid() + "/cwd"));
    }
}
