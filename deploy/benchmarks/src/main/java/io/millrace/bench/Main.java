package io.millrace.bench;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.running.Deployment;
import io.millrace.bench.report.JsonReport;
import io.millrace.bench.report.Run;
import io.millrace.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What {@code deploy/bench} runs: a system of its own, the scenarios in it, and the table. */
public final class Main {

    private Main() {}

    public static void main(String... words) throws InterruptedException, IOException {
        if (List.of("--help", "-h").stream().anyMatch(Arrays.asList(words)::contains)) {
            System.out.println(Options.USAGE);
            return;
        }
        Path root = Path.of(System.getProperty("millrace.root", ""))
                .toAbsolutePath()
                .normalize();
        try {
            Options options = Options.of(root, words);
            System.exit(measure(root, options) ? 0 : 1);
        } catch (Options.NotUnderstood e) {
            System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
            System.exit(2);
        }
    }

    /** Whether all scenarios ran to their end, and no order was lost. A target that is missed is no failure. */
    private static boolean measure(Path root, Options options) throws InterruptedException, IOException {
        System.out.println("A system of its own, " + options.effort().form() + " form.");
        Map<String, String> environment = Map.of("TRACING_SAMPLING", Double.toString(options.sampling()));
        try (Deployment deployment = Deployment.fresh(root.resolve("deploy/benchmarks/target/system"), environment);
                Millrace millrace = new Millrace(deployment.systemFile())) {
            Run run = new Bench(root, options, System.out).run(millrace, deployment::restart);
            Files.writeString(options.json(), JsonReport.of(run));
            System.out.printf(
                    "%n%s%n%n%s%nThe same as JSON: %s%n", run.headline(), Table.of(run.results()), options.json());
            if (!run.leftOut().isEmpty()) {
                System.out.println("Left out, for the time was over: " + String.join(", ", run.leftOut()));
            }
            if (run.failure() != null) {
                System.out.println("FAILED in " + run.failure());
            }
            return run.failure() == null;
        }
    }
}
