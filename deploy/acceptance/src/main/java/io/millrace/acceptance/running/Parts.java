package io.millrace.acceptance.running;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The processes of a running system: ends, freezes and starts them one by one. */
public final class Parts {

    public static final String GATEWAY = "gateway";
    public static final String KAFKA = "kafka";
    public static final String POSTGRES = "postgres";
    public static final String PAYMENT_PROVIDER = "payment-provider";
    public static final String TRACE_VIEWER = "trace-viewer";

    /** All that is ours. */
    public static final List<String> SERVICES = List.of(GATEWAY, "order-flow", "payment-flow", "inventory-flow");

    /** Those that carry orders onwards. */
    public static final List<String> FLOWS = List.of("order-flow", "payment-flow", "inventory-flow");

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration END_OF_A_KILLED_PROCESS = Duration.ofSeconds(20);

    private final Path systemFile;
    private final Scripts scripts;

    /** @param systemFile {@code system.json}; what runs beside it is what is meant */
    public Parts(Path systemFile) {
        this.systemFile = systemFile.toAbsolutePath();
        scripts = new Scripts(this.systemFile.resolveSibling("."), Map.of());
    }

    /** As it is now: a part that was started again has another process. */
    public SystemFile system() {
        return SystemFile.read(systemFile);
    }

    public Part part(String name) {
        return system().part(name);
    }

    /** {@code kill -9}; returns when the process is gone. */
    public void kill(String name) {
        Part part = part(name);
        signal(part, "KILL");
        awaitEnd(part, END_OF_A_KILLED_PROCESS);
    }

    /** Asks it to stop; returns at once. */
    public Part terminate(String name) {
        Part part = part(name);
        signal(part, "TERM");
        return part;
    }

    /** Leaves its connections open and answers nothing, until it is thawed. */
    public void freeze(String name) {
        signal(part(name), "STOP");
    }

    public void thaw(String name) {
        signal(part(name), "CONT");
    }

    public void awaitEnd(Part part, Duration deadline) {
        await("end of " + part.name())
                .atMost(deadline)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !part.isAlive());
    }

    /** Returns when it is healthy. */
    public void startAgain(String name) {
        Queue<String> output = new ConcurrentLinkedQueue<>();
        if (scripts.run(START, output::add, "up", "--only", name) != 0) {
            throw new IllegalStateException(name + " did not start again:\n" + String.join("\n", output));
        }
    }

    private static void signal(Part part, String signal) {
        try {
            // The shell's own kill, for not every machine has the program.
            int exitCode = new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + part.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("cannot send SIG" + signal + " to " + part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
