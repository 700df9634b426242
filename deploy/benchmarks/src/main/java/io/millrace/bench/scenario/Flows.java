package io.millrace.bench.scenario;

import io.millrace.acceptance.running.Part;
import io.millrace.acceptance.running.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Those that carry orders onwards: stopped, so that a backlog gathers, and started again. */
final class Flows {

    private static final Duration STOPPING = Duration.ofSeconds(40);

    private final Parts parts;
    private final Set<String> stopped = new LinkedHashSet<>();

    Flows(Parts parts) {
        this.parts = parts;
    }

    boolean isRunning() {
        return stopped.isEmpty();
    }

    void stop() {
        stop(Parts.FLOWS.toArray(String[]::new));
    }

    /** Returns when they have ended. */
    void stop(String... names) {
        List<Part> stopping =
                Stream.of(names).filter(stopped::add).map(parts::terminate).toList();
        stopping.forEach(part -> parts.awaitEnd(part, STOPPING));
    }

    /** Those that are stopped, all at once; returns when they are healthy. */
    void start() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starting = new ArrayList<>();
            stopped.forEach(flow -> starting.add(threads.submit(() -> parts.startAgain(flow))));
            for (Future<?> flow : starting) {
                flow.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the flows do not start again", e.getCause());
        }
        stopped.clear();
    }
}
