package io.millrace.local;

import io.millrace.local.SystemState.Entry;
import io.millrace.local.SystemState.Phase;
import io.millrace.local.parts.Part;
import io.millrace.local.parts.PartName;
import io.millrace.local.parts.PartName.Tier;
import io.millrace.local.process.CannotStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts a system, and stays to watch over it unless it is to be left alone. */
final class Up {

    private final Site site;
    private final Console console;
    private final SystemFile system;
    private final Starter starter;

    Up(Site site, Console console) {
        this.site = site;
        this.console = console;
        this.system = site.system();
        this.starter = new Starter(system, console);
    }

    void run(Arguments.Up wanted) throws InterruptedException, IOException {
        var stopAtExit = new Thread(this::stop);
        try (var channel = FileChannel.open(
                        site.directory().file("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var onlyOne = channel.tryLock()) {
            refuseASecond(onlyOne);
            List<Part> parts = plan(wanted);
            Runtime.getRuntime().addShutdownHook(stopAtExit);
            starter.start(parts);
            system.update(state -> state.in(Phase.running));
        }
        new Summary(console, site.directory()).show(system.read().orElseThrow());
        if (wanted.detach()) {
            console.say("deploy/down stops it.");
        } else {
            console.say("Ctrl-C stops it.");
            new Watch(system, console).untilItIsStopped();
        }
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
    }

    private List<Part> plan(Arguments.Up wanted) {
        Set<PartName> names =
                wanted.infra() ? EnumSet.copyOf(PartName.of(Tier.INFRASTRUCTURE)) : EnumSet.allOf(PartName.class);
        Ports ports = Ports.of(site.environment()).movingPostgres(site.environment());
        ports.check(portsOf(names));
        if (wanted.fresh()) {
            site.directory().forgetAllData();
        }
        site.rememberEnvironment();
        Blueprint blueprint = site.blueprint(ports);
        List<Part> parts = new ArrayList<>();
        names.forEach(name -> parts.add(blueprint.part(name)));
        system.create(blueprint.system());
        return parts;
    }

    private void refuseASecond(@Nullable Object lock) {
        if (lock == null) {
            throw new CannotStart(
                    "another deploy/up is starting in " + site.directory().path());
        }
        List<Entry> alive = system.read().map(SystemState::alive).orElse(List.of());
        if (!alive.isEmpty()) {
            throw new CannotStart("a system runs in %s: %s. deploy/down stops it."
                    .formatted(
                            site.directory().path(),
                            alive.stream()
                                    .map(entry -> entry.name() + " (pid " + entry.pid() + ")")
                                    .collect(Collectors.joining(", "))));
        }
    }

    private static Set<Port> portsOf(Set<PartName> parts) {
        var ports = EnumSet.noneOf(Port.class);
        parts.forEach(part -> ports.addAll(Ports.listenedOnBy(part)));
        return ports;
    }

    private void stop() {
        try {
            starter.giveUp();
            console.say("");
            new Stopper(system, console).stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
