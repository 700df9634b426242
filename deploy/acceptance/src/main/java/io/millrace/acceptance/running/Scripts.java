package io.millrace.acceptance.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The commands of the deploy folder, given for one run directory. */
final class Scripts {

    private final Path folder;
    private final Map<String, String> environment;

    /** @param environment what the commands are told besides what this process was told */
    Scripts(Path runDirectory, Map<String, String> environment) {
        folder = root().resolve("deploy");
        this.environment = new HashMap<>(environment);
        this.environment.put("MILLRACE_RUN_DIR", runDirectory.toString());
    }

    /** The top of the source tree; tests are run two levels below. */
    static Path root() {
        return Path.of(System.getProperty("millrace.root", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    /** Its exit code; a command that does not end in time is killed, with all that it has started. */
    int run(Duration deadline, Consumer<String> line, String script, String... options) {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(folder.resolve(script).toString()), Stream.of(options))
                        .toList());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread output = Thread.ofVirtual().start(() -> hand(process.inputReader(), line));
            if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException("deploy/" + script + " was not done within " + deadline);
            }
            output.join(Duration.ofSeconds(1)); // what it has started may keep the pipe open
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deploy/" + script + " ran", e);
        }
    }

    private static void hand(BufferedReader output, Consumer<String> line) {
        try (output) {
            output.lines().forEach(line);
        } catch (IOException | UncheckedIOException e) {
            line.accept("(output ends: " + e.getMessage() + ")");
        }
    }
}
