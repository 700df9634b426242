package io.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    void write(SortedMap<String, String> texts) {
        try {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(texts));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
