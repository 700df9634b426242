package io.millrace.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that does one thing and ends, such as {@code initdb}. */
public final class Tool {

    private Tool() {}

    /** What it did wrong, with the last lines that it wrote. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    /** Waits for its end; it is killed when it takes too long or when nobody waits any more. */
    public static void run(Launch launch, Duration patience) throws InterruptedException {
        launch.log().rotate();
        var builder = new ProcessBuilder(launch.command());
        builder.directory(launch.directory().toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(launch.log().file().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        Process process = start(builder);
        try {
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new Failed("%s %s%n%s"
                        .formatted(
                                launch.command().getFirst(),
                                ended ? "failed" : "took longer than " + patience.toSeconds() + " s",
                                String.join("\n", launch.log().lastLines(20))));
            }
            Files.deleteIfExists(launch.log().file());
        } catch (IOException e) {
            throw new Failed("cannot remove " + launch.log().file() + ": " + e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new CannotStart("cannot run " + builder.command().getFirst() + ": " + e.getMessage(), e);
        }
    }
}
