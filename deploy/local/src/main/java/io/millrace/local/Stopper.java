package io.millrace.local;

import io.millrace.local.SystemState.Entry;
import io.millrace.local.SystemState.Phase;
import io.millrace.local.parts.PartName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Stops all that {@code system.json} lists: first what is in use last. */
final class Stopper {

    private final SystemFile system;
    private final Console console;

    Stopper(SystemFile system, Console console) {
        this.system = system;
        this.console = console;
    }

    /** Whether there was anything to stop. */
    boolean stop() {
        Optional<SystemState> state = system.read();
        if (state.isEmpty()) {
            return false;
        }
        system.update(now -> now.in(Phase.stopping));
        List<Entry> alive = state.get().alive();
        for (PartName.Tier tier : Arrays.asList(PartName.Tier.values()).reversed()) {
            stopTogether(
                    alive.stream().filter(entry -> entry.part().tier() == tier).toList());
        }
        system.remove();
        return !alive.isEmpty();
    }

    private void stopTogether(List<Entry> parts) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            parts.forEach(part -> threads.submit(() -> stop(part)));
        }
    }

    private Void stop(Entry entry) throws InterruptedException {
        console.waitsFor(entry.name(), "stopping");
        entry.process().stop(entry.part().stopSignal(), entry.part().patience());
        console.done(entry.name(), entry.process().isAlive() ? "does not stop" : "stopped");
        return null;
    }
}
