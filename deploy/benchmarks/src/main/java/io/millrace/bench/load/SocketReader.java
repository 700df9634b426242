package io.millrace.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thread that reads from many sockets. The first that fails ends it for all. */
final class SocketReader implements AutoCloseable {

    /** What is done when there is something to be read; never waits. */
    @FunctionalInterface
    interface Reading {
        void read() throws IOException;
    }

    private final Selector selector;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    SocketReader(String name) throws IOException {
        selector = Selector.open();
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** From any thread. */
    void register(SocketChannel channel, Reading reading) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, reading);
        selector.wakeup(); // a key that is new counts from the next selection on
    }

    /** Throws what ended the reading, if something did. */
    void check() {
        if (failure != null) {
            throw new IllegalStateException(thread.getName() + " reads no more", failure);
        }
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(SocketReader::read);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private static void read(SelectionKey key) {
        try {
            ((Reading) key.attachment()).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes what was registered too. */
    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
