package io.millrace.local.testing;

import io.millrace.local.parts.Part;
import io.millrace.local.parts.Progress;
import io.millrace.local.process.Folders;
import io.millrace.local.process.Launch;
import io.millrace.local.process.OsProcess;
import io.millrace.local.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The process of a part, and all that may happen to it. It keeps its port and its data over all of that. */
public abstract sealed class TestProcess permits TestKafka, TestPostgres {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Part part;
    private @Nullable OsProcess process;

    /** @param folder where it keeps everything; gone with the JVM */
    TestProcess(Part part, Path folder) {
        this.part = part;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop();
            Folders.delete(folder);
        }));
    }

    /** Does nothing if it runs; returns when it is healthy. */
    public final synchronized void restart() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            part.prepare(Progress.NONE);
            Launch launch = part.launch();
            launch.log().rotate();
            OsProcess started = OsProcess.start(launch);
            process = started;
            awaitHealth(launch, started);
            part.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + part.name() + " was starting", e);
        }
    }

    /** As an operator stops it; returns when it has ended. */
    public final synchronized void stop() {
        if (process != null) {
            try {
                process.stop(part.name().stopSignal(), part.name().patience());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As the power supply stops it. */
    public final synchronized void kill() {
        if (process != null) {
            process.send(Signal.KILL);
            try {
                process.endsWithin(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Answers nobody any more, but keeps all connections. */
    public final synchronized void freeze() {
        if (process != null) {
            process.send(Signal.STOP);
        }
    }

    public final synchronized void thaw() {
        if (process != null) {
            process.send(Signal.CONT);
        }
    }

    private void awaitHealth(Launch launch, OsProcess started) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!part.isHealthy(started)) {
            if (!started.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(part.name() + " does not start:\n"
                        + String.join("\n", launch.log().lastLines(20)));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
