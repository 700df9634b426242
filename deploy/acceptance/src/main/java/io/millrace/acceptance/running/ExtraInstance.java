package io.millrace.acceptance.running;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One more instance of a service that runs: by the same command, in the same folder and environment, on ports of its own. It is a child of
 * ours, so unlike the others it shows how it ends.
 */
public final class ExtraInstance implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final int managementPort;

    private ExtraInstance(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Returns when it is ready. */
    public static ExtraInstance of(Part original) {
        int port = FreePorts.one();
        int managementPort = FreePorts.one();
        Map<String, String> environment = new HashMap<>();
        proc(original, "environ").forEach(variable -> {
            String[] nameAndValue = variable.split("=", 2);
            environment.put(nameAndValue[0], nameAndValue[1]);
        });
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        ProcessBuilder builder = new ProcessBuilder(proc(original, "cmdline"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.to(
                Path.of(Objects.requireNonNull(original.log()) + ".extra").toFile()));
        try {
            builder.directory(Files.readSymbolicLink(Path.of("/proc/" + original.pid() + "/cwd"))
                    .toFile());
            ExtraInstance instance = new ExtraInstance(builder.start(), port, managementPort);
            instance.awaitReadiness(original.name());
            return instance;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list in {@code /proc}, each of its members ended by a null byte. */
    private static List<String> proc(Part part, String list) {
        try {
            String all = Files.readString(Path.of("/proc/" + part.pid() + "/" + list), StandardCharsets.UTF_8);
            return List.of(all.split("\0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReadiness(String name) {
        try {
            await("readiness of one more " + name)
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(100))
                    .until(this::isReady);
        } catch (RuntimeException late) {
            close();
            throw late;
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended as it started, with exit code " + process.exitValue());
        }
        try {
            HttpURLConnection question =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness")
                            .toURL()
                            .openConnection();
            question.setConnectTimeout(1_000);
            question.setReadTimeout(1_000);
            return question.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    /** SIGTERM; returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Fails when it has not ended by then. */
    public int exitCode(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still runs after " + deadline);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
