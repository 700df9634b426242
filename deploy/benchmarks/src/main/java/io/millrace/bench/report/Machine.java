package io.millrace.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What it was measured on.
 *
 * @param memory in bytes
 */
public record Machine(int cpus, String model, long memory, String kernel) {

    private static final long KIB = 1_024;

    public static Machine thisOne() {
        try {
            return new Machine(
                    Runtime.getRuntime().availableProcessors(),
                    value("/proc/cpuinfo", "model name"),
                    KIB * Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("\\D", "")),
                    Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the first line that begins so; not every processor tells its model. */
    private static String value(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
