package io.millrace.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Clients of {@code GET /orders/{id}/events}, each on a connection of its own; one thread reads for all of them. */
public final class EventFollowers implements AutoCloseable {

    /** The first letter is no other letter of it, so that a search never has to go back. */
    private static final byte[] CONFIRMED = "CONFIRMED".getBytes(StandardCharsets.US_ASCII);

    private static final int BUFFER = 65_536;

    private final InetSocketAddress gateway;
    private final SocketReader reader;

    /** The reading thread's own. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private final AtomicLong following = new AtomicLong();
    private final AtomicLong disappointed = new AtomicLong();

    public EventFollowers(InetSocketAddress gateway) throws IOException {
        this.gateway = gateway;
        reader = new SocketReader("event-followers");
    }

    /**
     * From any thread.
     *
     * @param confirmed hears, by {@link System#nanoTime}, when the first event came that tells of the order as confirmed
     */
    public void follow(UUID order, LongConsumer confirmed) throws IOException {
        SocketChannel channel = SocketChannel.open(gateway);
        String request =
                "GET /orders/%s/events HTTP/1.1\r\nHost: %s:%d\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n"
                        .formatted(order, gateway.getHostString(), gateway.getPort());
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        following.incrementAndGet();
        reader.register(channel, new Follower(channel, confirmed)::read);
    }

    /** Streams that have not ended. */
    public long following() {
        reader.check();
        return following.get();
    }

    /** Streams that ended, and never told of a confirmation. */
    public long disappointed() {
        return disappointed.get();
    }

    private final class Follower {

        private final SocketChannel channel;
        private final LongConsumer confirmed;
        private int matched;

        Follower(SocketChannel channel, LongConsumer confirmed) {
            this.channel = channel;
            this.confirmed = confirmed;
        }

        void read() throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                channel.close();
                disappointed.addAndGet(isConfirmed() ? 0 : 1);
                following.decrementAndGet();
            } else if (!isConfirmed()) {
                search(buffer.flip());
            }
        }

        private void search(ByteBuffer bytes) {
            while (bytes.hasRemaining() && !isConfirmed()) {
                byte next = bytes.get();
                if (next == CONFIRMED[matched]) {
                    matched++;
                } else {
                    matched = next == CONFIRMED[0] ? 1 : 0;
                }
            }
            if (isConfirmed()) {
                confirmed.accept(System.nanoTime());
            }
        }

        private boolean isConfirmed() {
            return matched == CONFIRMED.length;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
