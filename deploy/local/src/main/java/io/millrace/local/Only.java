package io.millrace.local;

import io.millrace.local.SystemState.Entry;
import io.millrace.local.parts.Part;
import io.millrace.local.parts.PartName;
import io.millrace.local.process.CannotStart;
import java.util.List;
import java.util.Optional;

/** Starts one part of a running system again, where it was before. */
final class Only {

    private final Site site;
    private final Console console;
    private final SystemFile system;

    Only(Site site, Console console) {
        this.site = site;
        this.console = console;
        this.system = site.system();
    }

    void run(PartName name) throws InterruptedException {
        SystemState state = system.read()
                .orElseThrow(() -> new CannotStart(
                        "nothing runs in " + site.directory().path() + ": deploy/up starts everything"));
        Site asBefore = site.asItWasStarted();
        Ports ports = portsAsBefore(state, Ports.of(asBefore.environment()));
        Part part = asBefore.blueprint(ports).part(name);
        Optional<Entry> running =
                state.part(name).filter(entry -> entry.process().isAlive());
        if (running.isPresent()) {
            leaveAlone(part, running.get());
            return;
        }
        ports.check(Ports.listenedOnBy(name));
        tellWhatIsMissing(part, state);
        var starter = new Starter(system, console);
        starter.start(List.of(part));
    }

    private void leaveAlone(Part part, Entry running) {
        if (!part.isHealthy(running.process())) {
            throw new CannotStart(
                    "%s runs (pid %d) and is not healthy: see %s".formatted(part.name(), running.pid(), running.log()));
        }
        console.say("%s runs already, pid %d.".formatted(part.name(), running.pid()));
    }

    private void tellWhatIsMissing(Part part, SystemState state) {
        part.needs().stream()
                .filter(need -> state.alive().stream().noneMatch(entry -> entry.part() == need))
                .forEach(need -> console.say("  %s needs %s, which does not run".formatted(part.name(), need)));
    }

    /** PostgreSQL may have moved; all the others are where the environment says. */
    private static Ports portsAsBefore(SystemState state, Ports ports) {
        return state.part(PartName.POSTGRES)
                .map(postgres -> ports.with(Port.POSTGRES, postgres.port()))
                .orElse(ports);
    }
}
