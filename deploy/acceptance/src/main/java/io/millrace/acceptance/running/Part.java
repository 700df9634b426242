package io.millrace.acceptance.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process of the system, as {@code system.json} lists it. */
public record Part(
        String name,
        long pid,
        @Nullable Integer port,
        @Nullable Integer managementPort,
        @Nullable String url,
        @Nullable String log) {

    /** One that has ended and was not waited for by its parent (a zombie) is dead, unless threads of it still run. */
    public boolean isAlive() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // pid (name) state …: the name may hold blanks and brackets; the number of threads is the 20th field.
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return switch (afterName[0]) {
                case "X" -> false;
                case "Z" -> Integer.parseInt(afterName[17]) > 1;
                default -> true;
            };
        } catch (IOException gone) {
            return false;
        }
    }

    /** Where its health is told. */
    public URI management() {
        if (managementPort == null) {
            throw new AssertionError(name + " has no management port");
        }
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    public String lastLines(int count) {
        if (log == null || !Files.exists(Path.of(log))) {
            return "(no log)";
        }
        try {
            // Not strictly decoded: a process that died may have been cut off within a character.
            List<String> lines = new String(Files.readAllBytes(Path.of(log)), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
