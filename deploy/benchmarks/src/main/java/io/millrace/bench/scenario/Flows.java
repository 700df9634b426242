package io.millrace.bench.scenario;

import io.millrace.acceptance.running.Part;
import io.millrace.acceptance.running.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Those that carry orders onwards: stopped, so that a backlog gathers, and started again. */
final class Flows {

    private static final Duration STOPPING = Duration.ofSeconds(40);

    private final Parts parts;
    private boolean running = true;

    Flows(Parts parts) {
        this.parts = parts;
    }

    boolean isRunning() {
        return running;
    }

    void stop() {
        if (running) {
            List<Part> stopping = Parts.FLOWS.stream().map(parts::terminate).toList();
            stopping.forEach(part -> parts.awaitEnd(part, STOPPING));
            running = false;
        }
    }

    /** All at once; returns when they are healthy. */
    void start() throws InterruptedException {
        if (running) {
            return;
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starting = new ArrayList<>();
            Parts.FLOWS.forEach(flow -> starting.add(threads.submit(() -> parts.startAgain(flow))));
            for (Future<?> flow : starting) {
                flow.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the flows do not start again", e.getCause());
        }
        running = true;
    }
}
