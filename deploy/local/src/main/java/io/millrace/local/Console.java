package io.millrace.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The terminal: lines that stay, and while something is waited for, a word at least every two seconds of what and for how long. */
final class Console {

    private static final String ERASE_LINE = "\r\033[K";
    private static final int WIDTH = 110;

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, Wait> waits = new LinkedHashMap<>();

    private record Wait(Instant since, String what) {}

    /** @param terminal whether the last line may be written over; else it is a file or a pipe */
    Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        // A virtual thread keeps no JVM alive.
        Thread.ofVirtual().start(() -> tick(terminal ? Duration.ofMillis(250) : Duration.ofSeconds(2)));
    }

    synchronized void say(String line) {
        if (terminal) {
            out.print(ERASE_LINE);
        }
        out.println(line);
        out.flush();
    }

    synchronized void waitsFor(String name, String what) {
        Wait before = waits.get(name);
        waits.put(name, new Wait(before == null ? Instant.now() : before.since(), what));
    }

    /** Says how long it took. */
    synchronized void done(String name, String result) {
        Wait wait = waits.remove(name);
        String took = wait == null ? "" : seconds(wait);
        say("  %-17s %-28s %6s".formatted(name, result, took));
    }

    synchronized void gaveUp() {
        waits.clear();
    }

    private synchronized void show() {
        if (waits.isEmpty()) {
            return;
        }
        Map<String, List<String>> namesByWhat = new LinkedHashMap<>();
        waits.forEach((name, wait) -> namesByWhat
                .computeIfAbsent(wait.what(), what -> new ArrayList<>())
                .add(name));
        String line = namesByWhat.entrySet().stream()
                .map(group -> group.getKey() + " " + String.join(", ", group.getValue()))
                .collect(Collectors.joining("; ", "  … %s: ".formatted(seconds(longest())), ""));
        if (terminal) {
            out.print(ERASE_LINE + (line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line));
        } else {
            out.println(line);
        }
        out.flush();
    }

    private Wait longest() {
        return waits.values().stream().min(Comparator.comparing(Wait::since)).orElseThrow();
    }

    private static String seconds(Wait wait) {
        return "%.1f s".formatted(Duration.between(wait.since(), Instant.now()).toMillis() / 1000.0);
    }

    private void tick(Duration every) {
        try {
            while (true) {
                Thread.sleep(every);
                show();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
