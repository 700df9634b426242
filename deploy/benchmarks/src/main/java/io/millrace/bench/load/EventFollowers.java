package io.millrace.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Clients of {@code GET /orders/{id}/events}, each on a connection of its own; one thread reads for all of them. */
public final class EventFollowers implements AutoCloseable {

    /** Null until the order is settled. The first letter is no other letter of it, so that a search never has to go back. */
    private static final byte[] SETTLED = "settledAt\":\"".getBytes(StandardCharsets.US_ASCII);

    private static final Duration LAST_EVENTS = Duration.ofSeconds(10);

    private static final int BUFFER = 65_536;

    private final InetSocketAddress gateway;
    private final SocketReader reader;

    /** The reading thread's own. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private final AtomicLong following = new AtomicLong();
    private final AtomicLong greeted = new AtomicLong();
    private final AtomicLong disappointed = new AtomicLong();

    public EventFollowers(InetSocketAddress gateway) throws IOException {
        this.gateway = gateway;
        reader = new SocketReader("event-followers");
    }

    /**
     * From any thread.
     *
     * @param settled hears, by {@link System#nanoTime}, when the first event came that tells of the order as settled
     */
    public void follow(UUID order, LongConsumer settled) throws IOException {
        SocketChannel channel = SocketChannel.open(gateway);
        String request =
                "GET /orders/%s/events HTTP/1.1\r\nHost: %s:%d\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n"
                        .formatted(order, gateway.getHostString(), gateway.getPort());
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        following.incrementAndGet();
        reader.register(channel, new Follower(channel, settled)::read);
    }

    /** Streams that have not ended. */
    public long following() {
        reader.check();
        return following.get();
    }

    /** Streams of which an event came. */
    public long greeted() {
        reader.check();
        return greeted.get();
    }

    /** Streams that ended, and never told of the order as settled. */
    long disappointed() {
        return disappointed.get();
    }

    /** Returns when all streams have ended; throws when one went on for too long, or ended too soon. */
    public void awaitEnd() throws InterruptedException {
        long deadline = System.nanoTime() + LAST_EVENTS.toNanos();
        while (following() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(Duration.ofMillis(10));
        }
        if (following() + disappointed() > 0) {
            throw new IllegalStateException(
                    "%d streams of events go on, and %d have ended, with no word of the settling"
                            .formatted(following(), disappointed()));
        }
    }

    private final class Follower {

        private final SocketChannel channel;
        private final LongConsumer settled;
        private int matched;
        private boolean greeted;

        Follower(SocketChannel channel, LongConsumer settled) {
            this.channel = channel;
            this.settled = settled;
        }

        void read() throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                channel.close();
                disappointed.addAndGet(isSettled() ? 0 : 1);
                following.decrementAndGet();
            } else if (!isSettled()) {
                search(buffer.flip());
            }
        }

        private void search(ByteBuffer bytes) {
            while (bytes.hasRemaining() && !isSettled()) {
                byte next = bytes.get();
                greet(next);
                if (next == SETTLED[matched]) {
                    matched++;
                } else {
                    matched = next == SETTLED[0] ? 1 : 0;
                }
            }
            if (isSettled()) {
                settled.accept(System.nanoTime());
            }
        }

        /** Neither the head nor the line that says when to come again has a brace. */
        private void greet(byte next) {
            if (next == '{' && !greeted) {
                greeted = true;
                EventFollowers.this.greeted.incrementAndGet();
            }
        }

        private boolean isSettled() {
            return matched == SETTLED.length;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
