package io.millrace.local;

import io.millrace.local.SystemState.Entry;
import io.millrace.local.SystemState.Phase;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tells when a part dies, and leaves the rest alone: the system is made to live without any one of them. */
final class Watch {

    private static final long LOOK_EVERY_MILLIS = 500;

    private final SystemFile system;
    private final Console console;
    private final Set<Long> toldOf = new HashSet<>();

    Watch(SystemFile system, Console console) {
        this.system = system;
        this.console = console;
    }

    void untilItIsStopped() throws InterruptedException {
        for (Optional<SystemState> state = system.read(); state.isPresent(); state = system.read()) {
            if (state.get().state() == Phase.running) {
                state.get().parts().forEach(this::look);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        console.say("Stopped by deploy/down.");
    }

    private void look(Entry part) {
        if (!part.process().isAlive() && toldOf.add(part.pid())) {
            console.say("%s (pid %d) has died: see %s%n  deploy/up --only %s  starts it again"
                    .formatted(part.name(), part.pid(), part.log(), part.name()));
        }
    }
}
