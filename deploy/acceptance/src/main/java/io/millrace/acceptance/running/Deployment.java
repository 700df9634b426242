package io.millrace.acceptance.running;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** A system of our own: {@code deploy/up} into a folder that is its alone, {@code deploy/down} in the end. */
public final class Deployment implements AutoCloseable {

    /** Covers a build and the training of the AOT caches on a slow machine. */
    private static final Duration UP = Duration.ofMinutes(10);

    private static final Duration DOWN = Duration.ofMinutes(2);

    private static final Consumer<String> SHOW = line -> System.out.println("  | " + line);

    private final Path runDirectory;
    private final Scripts scripts;

    private Deployment(Path runDirectory, Map<String, String> environment) {
        this.runDirectory = runDirectory;
        scripts = new Scripts(runDirectory, environment);
    }

    /**
     * Stops what a killed run may have left in the folder, and starts with empty data.
     *
     * @param name of the folder: systems of different names run beside each other
     */
    public static Deployment fresh(String name) {
        return fresh(Scripts.root().resolve("deploy/acceptance/target").resolve(name), Map.of());
    }

    /**
     * The same in any folder.
     *
     * @param environment what {@code deploy/up} is told besides the ports and what this process was told
     */
    public static Deployment fresh(Path runDirectory, Map<String, String> environment) {
        Map<String, String> variables = FreePorts.asEnvironment();
        variables.putAll(environment);
        Deployment deployment = new Deployment(runDirectory, variables);
        Runtime.getRuntime().addShutdownHook(new Thread(deployment::close, "deploy-down"));
        deployment.scripts.run(DOWN, SHOW, "down");
        deployment.up("--detach", "--fresh");
        return deployment;
    }

    /** Stops all of it and starts it again with the data that it has; returns how long the start took. */
    public Duration restart() {
        scripts.run(DOWN, SHOW, "down");
        long start = System.nanoTime();
        up("--detach");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void up(String... options) {
        if (scripts.run(UP, SHOW, "up", options) != 0) {
            throw new IllegalStateException("deploy/up failed; its output stands above, the logs in " + runDirectory);
        }
    }

    public Path systemFile() {
        return runDirectory.resolve("system.json");
    }

    /** Harmless when nothing runs any more, so it may be called twice. */
    @Override
    public void close() {
        scripts.run(DOWN, SHOW, "down");
    }
}
