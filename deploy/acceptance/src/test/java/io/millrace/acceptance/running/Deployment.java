package io.millrace.acceptance.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A system of our own: {@code deploy/up} into a folder under target, {@code deploy/down} in the end. */
final class Deployment implements AutoCloseable {

    /** Covers a build and the training of the AOT caches on a slow machine. */
    private static final Duration UP = Duration.ofMinutes(10);

    private static final Duration DOWN = Duration.ofMinutes(2);

    private final Path scripts;
    private final Path runDir;
    private final Map<String, String> environment;

    private Deployment(Path root) {
        scripts = root.resolve("deploy");
        runDir = scripts.resolve("acceptance/target/run");
        environment = new HashMap<>(FreePorts.asEnvironment());
        environment.put("MILLRACE_RUN_DIR", runDir.toString());
    }

    /** Stops what a killed test run may have left in the folder, and starts with empty data. */
    static Deployment fresh() {
        Deployment deployment = new Deployment(
                Path.of(System.getProperty("millrace.root", "../..")).toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(deployment::close, "deploy-down"));
        deployment.run(DOWN, "down");
        if (deployment.run(UP, "up", "--detach", "--fresh") != 0) {
            throw new IllegalStateException(
                    "deploy/up failed; its output stands above, the logs in " + deployment.runDir);
        }
        return deployment;
    }

    Path systemFile() {
        return runDir.resolve("system.json");
    }

    /** Harmless when nothing runs any more, so it may be called twice. */
    @Override
    public void close() {
        run(DOWN, "down");
    }

    private int run(Duration deadline, String script, String... options) {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(scripts.resolve(script).toString()), Stream.of(options))
                        .toList());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread.ofVirtual().start(() -> print(process.inputReader()));
            return exitCode(process, deadline, List.of(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deploy/" + script + " ran", e);
        }
    }

    private static int exitCode(Process process, Duration deadline, List<String> what) throws InterruptedException {
        if (process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("deploy/" + what + " was not done within " + deadline);
    }

    private static void print(BufferedReader output) {
        try (output) {
            output.lines().forEach(line -> System.out.println("  | " + line));
        } catch (IOException | UncheckedIOException e) {
            System.out.println("  | (output ends: " + e.getMessage() + ")");
        }
    }
}
