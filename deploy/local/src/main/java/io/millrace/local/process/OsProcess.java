package io.millrace.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A process that outlives whoever started it.
 *
 * @param startTicks when it was started, in clock ticks since boot. Process ids are used again; a process id together with its
 *     start is not, so a signal never reaches a stranger.
 */
public record OsProcess(long pid, long startTicks) {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Starts it in a session of its own, so that Ctrl-C in this terminal does not reach it. All output goes to the end of the log. */
    public static OsProcess start(Launch launch) {
        // setsid replaces itself by the command as long as it does not lead a process group, and a child of ours never
        // does:
        // the pid that we get is the command's own.
        var builder = new ProcessBuilder("setsid");
        builder.command().addAll(launch.command());
        builder.directory(launch.directory().toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(launch.log().file().toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(launch.environment());
        try {
            long pid = builder.start().pid();
            return new OsProcess(pid, Stat.of(pid).startTicks());
        } catch (IOException e) {
            throw new CannotStart("cannot run " + launch.command().getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Whether any process works in this folder, be it one that lost its parent. */
    public static boolean anyIn(Path folder) throws IOException {
        Path real = folder.toRealPath();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.anyMatch(process -> worksIn(process, real));
        }
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException e) {
            return false; // no process, or it has ended, or it is somebody else's
        }
    }

    public boolean isAlive() {
        Stat now = Stat.of(pid);
        return now.runs() && now.startTicks() == startTicks;
    }

    public void send(Signal signal) {
        if (isAlive()) {
            signal.sendTo(pid);
        }
    }

    /** Asks once, waits, and kills what does not listen. */
    public void stop(Signal politely, Duration patience) throws InterruptedException {
        send(politely);
        send(Signal.CONT); // or a frozen one would never get the message
        if (!endsWithin(patience)) {
            send(Signal.KILL);
            endsWithin(Duration.ofSeconds(10));
        }
    }

    public boolean endsWithin(Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (isAlive()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Thread.sleep(LOOK_EVERY);
        }
        return true;
    }

    /** What Linux says in {@code /proc/PID/stat}. */
    private record Stat(char state, int threads, long startTicks) {

        private static final Stat GONE = new Stat('X', 0, -1);

        /** Its first thread can be a zombie while others still hold its ports and files; it is gone with the last one. */
        boolean runs() {
            return state != 'X' && (state != 'Z' || threads > 1);
        }

        static Stat of(long pid) {
            try {
                String line =
                        Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
                // pid (name) state ppid …: the name may hold blanks and brackets; threads are the 20th field, the start
                // is the 22nd.
                String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ", 21);
                return new Stat(afterName[0].charAt(0), Integer.parseInt(afterName[17]), Long.parseLong(afterName[19]));
            } catch (IOException e) {
                return GONE; // there is no such file once it has ended
            }
        }
    }
}
