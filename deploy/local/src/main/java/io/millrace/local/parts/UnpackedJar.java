package io.millrace.local.parts;

import io.millrace.local.process.Folders;
import io.millrace.local.process.Java;
import io.millrace.local.process.Launch;
import io.millrace.local.process.LogFile;
import io.millrace.local.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * A Spring Boot jar laid out on disk, with the JDK's ahead-of-time cache of its start: together they halve the time to start. Made once
 * for each build of the jar, beside it, and used by all systems that run from this source tree.
 */
final class UnpackedJar {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** It takes all of a core, so more at once would only make each take longer. */
    private static final Semaphore TRAINING = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** A system may still be running from an older build. */
    private static final int BUILDS_KEPT = 3;

    private final Path jar;
    private final LogFile log;
    private final Path builds;
    private final Path folder;

    UnpackedJar(Path jar, LogFile log) {
        this.jar = jar;
        this.log = log;
        this.builds = jar.resolveSibling("unpacked");
        this.folder = builds.resolve(build());
    }

    Path folder() {
        return folder;
    }

    void unpack(Progress progress) throws InterruptedException {
        if (Files.exists(folder)) {
            return;
        }
        progress.doing("unpacking");
        Folders.once(folder, into -> {
            Files.delete(into); // the tool wants to make it
            Tool.run(
                    java(
                            List.of(
                                    "-Djarmode=tools",
                                    "-jar",
                                    jar.toString(),
                                    "extract",
                                    "--destination",
                                    into.toString()),
                            Map.of(),
                            builds,
                            "unpack"),
                    PATIENCE);
        });
        forgetOldBuilds();
    }

    /** Starts the service up to where it would begin to work, and writes down what the JVM learnt. */
    void train(String options, Map<String, String> environment, Progress progress) throws InterruptedException {
        if (Files.exists(cache())) {
            return;
        }
        progress.doing("about to record the start of");
        TRAINING.acquire();
        progress.doing("recording, once for this build, the start of");
        Path unfinished = folder.resolve("unfinished-" + ProcessHandle.current().pid() + ".aot");
        var arguments = new ArrayList<String>(List.of(options.split(" ")));
        arguments.addAll(List.of("-XX:AOTCacheOutput=" + unfinished, "-Dspring.context.exit=onRefresh"));
        arguments.addAll(runJar());
        try {
            Tool.run(java(arguments, environment, folder, "training"), PATIENCE);
            Files.move(unfinished, cache(), StandardCopyOption.ATOMIC_MOVE);
        } catch (Tool.Failed | IOException e) {
            // Slower, and nothing worse; if the service itself is at fault, then its own start is about to tell.
            progress.note(
                    "starts without a recorded start, see " + logOf("training").file());
        } finally {
            TRAINING.release();
        }
    }

    /** The arguments that run it. */
    List<String> run() {
        var arguments = new ArrayList<String>();
        if (Files.exists(cache())) {
            // What does not fit is compiled as ever, and a log of JSON lines is spared a few that are none.
            arguments.addAll(List.of("-XX:AOTCache=" + cache(), "-Xlog:aot*=error"));
        }
        arguments.addAll(runJar());
        return arguments;
    }

    private List<String> runJar() {
        return List.of("-jar", folder.resolve(jar.getFileName()).toString());
    }

    private Path cache() {
        return folder.resolve("start.aot");
    }

    private LogFile logOf(String step) {
        return new LogFile(
                log.file().resolveSibling(log.file().getFileName().toString().replace(".log", "-" + step + ".log")));
    }

    private Launch java(List<String> arguments, Map<String, String> environment, Path directory, String step) {
        var command = new ArrayList<String>();
        command.add(Java.executable());
        command.addAll(arguments);
        return new Launch(command, environment, directory, logOf(step));
    }

    /** Tells one build of the jar, for one JDK, from the next. */
    private String build() {
        try {
            FileTime built = Files.getLastModifiedTime(jar);
            return "%x-%x-%s".formatted(built.toMillis(), Files.size(jar), Java.version());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    private void forgetOldBuilds() {
        try (Stream<Path> all = Files.list(builds)) {
            all.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(UnpackedJar::madeAt).reversed())
                    .skip(BUILDS_KEPT)
                    .forEach(Folders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + builds, e);
        }
    }

    private static FileTime madeAt(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
