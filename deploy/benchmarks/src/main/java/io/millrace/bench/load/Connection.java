package io.millrace.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection that is kept alive, with at most one request under way. One thread may send and another read. */
final class Connection {

    /** An answer is some 400 bytes long, and one that refuses everything some thousands. */
    private static final int LONGEST_ANSWER = 16_384;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(LONGEST_ANSWER);
    private volatile long due;

    private Connection(SocketChannel channel) {
        this.channel = channel;
    }

    static Connection open(InetSocketAddress target) throws IOException {
        SocketChannel channel = SocketChannel.open(target);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return new Connection(channel);
    }

    SocketChannel channel() {
        return channel;
    }

    /** When the request under way was to be sent, by {@link System#nanoTime}. */
    long due() {
        return due;
    }

    /** Never waits: the socket is empty, for the last request was answered, and holds many times this one. */
    void send(byte[] request, long nanoTime) throws IOException {
        due = nanoTime;
        ByteBuffer bytes = ByteBuffer.wrap(request);
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the socket did not take a request of " + request.length + " bytes at once");
        }
    }

    /** Nothing while the answer is not whole yet. */
    @Nullable
    Reply read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server hung up before it had answered");
        }
        Reply reply = Reply.read(in.array(), in.position());
        if (reply != null) {
            in.clear();
        } else if (!in.hasRemaining()) {
            throw new IOException("an answer of more than " + LONGEST_ANSWER + " bytes");
        }
        return reply;
    }

    void close() throws IOException {
        channel.close();
    }
}
