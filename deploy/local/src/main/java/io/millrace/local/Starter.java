package io.millrace.local;

import io.millrace.local.parts.Part;
import io.millrace.local.parts.PartName;
import io.millrace.local.parts.Progress;
import io.millrace.local.process.CannotStart;
import io.millrace.local.process.Launch;
import io.millrace.local.process.OsProcess;
import io.millrace.local.process.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Brings parts up, side by side where none needs the other. A process is in {@code system.json} from its first moment. */
final class Starter {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final SystemFile system;
    private final Console console;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Starter(SystemFile system, Console console) {
        this.system = system;
        this.console = console;
    }

    /** Returns when all are healthy; the first that fails ends it for all. */
    void start(Collection<Part> parts) throws InterruptedException {
        Map<PartName, CountDownLatch> awaited = new EnumMap<>(PartName.class);
        parts.forEach(part -> awaited.put(part.name(), new CountDownLatch(1)));
        var starting = new ExecutorCompletionService<Void>(threads);
        for (Part part : parts) {
            starting.submit(() -> {
                for (PartName need : part.needs()) {
                    if (awaited.get(need) instanceof CountDownLatch healthy) {
                        healthy.await();
                    }
                }
                start(part);
                if (awaited.get(part.name()) instanceof CountDownLatch healthy) {
                    healthy.countDown();
                }
                return null;
            });
        }
        for (int finished = 0; finished < parts.size(); finished++) {
            try {
                starting.take().get();
            } catch (ExecutionException e) {
                if (threads.isShutdown()) {
                    throw new InterruptedException("given up"); // whatever it was busy with then
                }
                giveUp();
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
    }

    /** From now on nothing more is started. */
    void giveUp() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(10, TimeUnit.SECONDS);
        console.gaveUp();
    }

    private void start(Part part) throws InterruptedException {
        String name = part.name().toString();
        console.waitsFor(name, "preparing");
        part.prepare(new Progress() {
            @Override
            public void doing(String what) {
                console.waitsFor(name, what);
            }

            @Override
            public void note(String what) {
                console.say("  " + name + " " + what);
            }
        });
        Launch launch = part.launch();
        launch.log().rotate();
        console.waitsFor(name, "starting");
        OsProcess process = OsProcess.start(launch);
        try {
            system.update(state -> state.with(entry(part, launch, process)));
        } catch (RuntimeException e) {
            process.send(Signal.KILL); // nobody would ever find it
            throw e;
        }
        awaitHealth(part, launch, process);
        part.complete();
        console.done(name, part.url());
    }

    private static void awaitHealth(Part part, Launch launch, OsProcess process) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!part.isHealthy(process)) {
            if (!process.isAlive()) {
                throw failed(part, launch, "ended as it started");
            }
            if (Instant.now().isAfter(deadline)) {
                throw failed(part, launch, "is not healthy after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static CannotStart failed(Part part, Launch launch, String how) {
        return new CannotStart("%s %s. The end of %s:%n%n%s"
                .formatted(
                        part.name(),
                        how,
                        launch.log().file(),
                        String.join("\n", launch.log().lastLines(20))));
    }

    private static SystemState.Entry entry(Part part, Launch launch, OsProcess process) {
        return new SystemState.Entry(
                part.name().toString(),
                process.pid(),
                process.startTicks(),
                part.port(),
                part.managementPort(),
                part.url(),
                launch.log().file().toString());
    }
}
