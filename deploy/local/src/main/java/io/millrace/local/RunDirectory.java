package io.millrace.local;

import io.millrace.local.parts.PartName;
import io.millrace.local.process.Folders;
import io.millrace.local.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;

/** All that one running system keeps on disk. Only its user may look in: there are passwords in it. */
record RunDirectory(Path path) {

    /** {@code deploy/.run}, or another, so that a second system can run beside the first. */
    static RunDirectory of(Map<String, String> environment, Path root) {
        String moved = environment.getOrDefault("MILLRACE_RUN_DIR", "");
        Path path = moved.isBlank() ? root.resolve("deploy/.run") : Path.of(moved);
        return new RunDirectory(path.toAbsolutePath().normalize());
    }

    RunDirectory make() {
        try {
            Files.createDirectories(logs());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path, e);
        }
    }

    void forgetAllData() {
        Arrays.stream(PartName.values()).map(this::data).forEach(Folders::delete);
    }

    Path data(PartName part) {
        return path.resolve(part.toString());
    }

    Path logs() {
        return path.resolve("logs");
    }

    LogFile log(PartName part) {
        return new LogFile(logs().resolve(part + ".log"));
    }

    Path file(String name) {
        return path.resolve(name);
    }
}
