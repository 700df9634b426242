package io.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A few texts by name, kept in a file from one command to the next. */
final class Remembered {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    Remembered(Path file) {
        this.file = file;
    }

    Map<String, String> read() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        return Collections.unmodifiableMap(
                JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, String>>() {}));
    }

    /** Whoever reads meanwhile finds what was there before: several commands may be at work at a time. */
    void write(SortedMap<String, String> texts) {
        Path next = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.writeString(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(texts));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
