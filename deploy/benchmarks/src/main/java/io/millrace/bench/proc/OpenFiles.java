package io.millrace.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many files and sockets a process may have open. */
public final class OpenFiles {

    private static final String NAME = "Max open files";

    private OpenFiles() {}

    public static long limitOf(long pid) {
        try {
            return parse(Files.readAllLines(Path.of("/proc", Long.toString(pid), "limits")));
        } catch (IOException e) {
            throw new UncheckedIOException("there is no process " + pid + " any more", e);
        }
    }

    static long parse(List<String> limits) {
        return limits.stream()
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()).strip().split("\\s+")[0])
                .mapToLong(limit -> limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + NAME + " in " + limits));
    }
}
