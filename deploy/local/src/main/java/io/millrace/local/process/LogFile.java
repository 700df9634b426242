package io.millrace.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** Where a part's output goes. At each start the log of the run before is kept beside it, and the one before that is dropped. */
public record LogFile(Path file) {

    private static final int TAIL_BYTES = 16 * 1024;

    public void rotate() {
        try {
            Files.createDirectories(directory());
            if (Files.exists(file)) {
                Files.move(file, directory().resolve(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set aside the old log " + file, e);
        }
    }

    /** The end of it, for a person to read. */
    public List<String> lastLines(int count) {
        try (var content = new RandomAccessFile(file.toFile(), "r")) {
            content.seek(Math.max(0, content.length() - TAIL_BYTES));
            var bytes = new byte[TAIL_BYTES];
            int read = Math.max(0, content.read(bytes));
            List<String> lines =
                    new String(bytes, 0, read, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }

    private Path directory() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }
}
