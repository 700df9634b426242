package io.millrace.bench.load;

import io.millrace.acceptance.wire.RawConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Orders as lines of a few long requests, as fast as the gateway reads them. */
public final class NdjsonFlood {

    private static final int LINES_A_CHUNK = 100;

    private static final String HEAD = """
            POST /orders HTTP/1.1\r
            Host: %s:%d\r
            Content-Type: application/x-ndjson\r
            Accept: application/x-ndjson\r
            Transfer-Encoding: chunked\r
            \r
            """;

    private static final String ORDER_ID = "\"orderId\":\"";
    private static final int UUID_LENGTH = 36;

    private final InetSocketAddress gateway;
    private final OrderRequests requests;
    private final Answers answers;
    private final AtomicLong toSend = new AtomicLong();

    public NdjsonFlood(InetSocketAddress gateway, OrderRequests requests, Answers answers) {
        this.gateway = gateway;
        this.requests = requests;
        this.answers = answers;
    }

    /** Returns when all that was sent is answered; sends no more once the time is over. Says how long it took. */
    public Duration run(int connections, long orders, Duration budget) throws InterruptedException {
        toSend.set(orders);
        long start = System.nanoTime();
        long deadline = start + budget.toNanos();
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("ndjson-", 0).factory())) {
            for (int i = 0; i < connections; i++) {
                RawConnection connection = new RawConnection(gateway);
                connection.write(HEAD.formatted(gateway.getHostString(), gateway.getPort()));
                done.add(threads.submit(() -> write(connection, deadline)));
                done.add(threads.submit(() -> read(connection, start)));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } catch (ExecutionException | IOException e) {
            throw new IllegalStateException("an NDJSON stream to " + gateway + " broke", e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Void write(RawConnection connection, long deadline) throws IOException {
        while (System.nanoTime() < deadline) {
            long lines = Math.min(LINES_A_CHUNK, toSend.getAndAdd(-LINES_A_CHUNK));
            if (lines <= 0) {
                break;
            }
            StringBuilder chunk = new StringBuilder();
            for (long line = 0; line < lines; line++) {
                chunk.append(requests.json()).append('\n');
            }
            connection.writeChunk(chunk.toString());
        }
        connection.writeLastChunk();
        return null;
    }

    private Void read(RawConnection connection, long start) throws IOException {
        try (connection;
                BufferedReader lines = connection.readLines(200)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.answered(reply(line), start);
            }
        }
        return null;
    }

    /** A line of the answer, as the answer to a request of its own would be; 500 stands for whatever is told of a refused one. */
    static Reply reply(String line) {
        int at = line.indexOf(ORDER_ID);
        if (at < 0) {
            return new Reply(500, null);
        }
        int from = at + ORDER_ID.length();
        return new Reply(202, UUID.fromString(line.substring(from, from + UUID_LENGTH)));
    }
}
