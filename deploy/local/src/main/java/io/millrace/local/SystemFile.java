package io.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code system.json}. Readers always see a whole one; several commands may change it at the same time. */
final class SystemFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;
    private final Path lockFile;
    private final Path next;

    SystemFile(RunDirectory directory) {
        this.file = directory.file("system.json");
        this.lockFile = directory.file("system.json.lock");
        this.next = directory.file("system.json.next");
    }

    Optional<SystemState> read() {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), SystemState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void create(SystemState state) {
        locked(lockFile, () -> write(state));
    }

    /** Does nothing when the system has been stopped meanwhile. */
    void update(UnaryOperator<SystemState> change) {
        locked(lockFile, () -> {
            Optional<SystemState> now = read();
            if (now.isPresent()) {
                write(change.apply(now.get()));
            }
        });
    }

    void remove() {
        locked(lockFile, () -> Files.deleteIfExists(file));
    }

    private void write(SystemState state) throws IOException {
        Files.writeString(next, JSON.writeValueAsString(state));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @FunctionalInterface
    private interface FileWork {
        void run() throws IOException;
    }

    /** The monitor holds off this process's other threads, the file lock the other processes. */
    private static synchronized void locked(Path lockFile, FileWork work) {
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (!held.isValid()) {
                throw new IOException("lost the lock " + lockFile);
            }
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write beside " + lockFile, e);
        }
    }
}
