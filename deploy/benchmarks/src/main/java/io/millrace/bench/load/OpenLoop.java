package io.millrace.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests sent by the clock, whatever becomes of those before. An answer's time counts from the moment at which its request was to be sent, so that a
 * server that stalls is charged for everyone who came meanwhile (no coordinated omission).
 */
public final class OpenLoop {

    /** A server that leaves so many without an answer has no latency to speak of. */
    private static final int MOST_UNDER_WAY = 5_000;

    /** Opened before the clock starts. */
    private static final int CONNECTIONS = 64;

    private static final Duration LAST_ANSWER = Duration.ofSeconds(30);

    private final InetSocketAddress target;
    private final Supplier<byte[]> requests;
    private final Answers answers;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);

    /** @param requests one after the other, as bytes */
    public OpenLoop(InetSocketAddress target, Supplier<byte[]> requests, Answers answers) {
        this.target = target;
        this.requests = requests;
        this.answers = answers;
    }

    /** Returns when all that was sent is answered. */
    public void run(int ordersASecond, Duration duration) throws InterruptedException {
        long between = Duration.ofSeconds(1).toNanos() / ordersASecond;
        try (SocketReader reader = new SocketReader("open-loop")) {
            for (int i = 0; i < CONNECTIONS; i++) {
                idle.add(connect(reader));
            }
            long start = System.nanoTime();
            for (long due = start; due - start < duration.toNanos(); due += between) {
                reader.check();
                sleepUntil(due);
                send(reader, due);
            }
            awaitLastAnswer(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("a connection to " + target + " broke", e);
        }
    }

    private static void sleepUntil(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void send(SocketReader reader, long due) throws IOException {
        if (!underWay.tryAcquire()) {
            throw new IllegalStateException(MOST_UNDER_WAY + " requests are under way, and no answer comes");
        }
        @Nullable Connection connection = idle.poll();
        (connection == null ? connect(reader) : connection).send(requests.get(), due);
    }

    private Connection connect(SocketReader reader) throws IOException {
        Connection connection = Connection.open(target);
        reader.register(connection.channel(), () -> read(connection));
        return connection;
    }

    private void read(Connection connection) throws IOException {
        Reply reply = connection.read();
        if (reply != null) {
            long due = connection.due();
            idle.push(connection);
            underWay.release();
            answers.answered(reply, due);
        }
    }

    private void awaitLastAnswer(SocketReader reader) throws InterruptedException {
        long deadline = System.nanoTime() + LAST_ANSWER.toNanos();
        while (underWay.availablePermits() < MOST_UNDER_WAY) {
            reader.check();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        (MOST_UNDER_WAY - underWay.availablePermits()) + " requests have no answer");
            }
            Thread.sleep(Duration.ofMillis(1));
        }
    }
}
