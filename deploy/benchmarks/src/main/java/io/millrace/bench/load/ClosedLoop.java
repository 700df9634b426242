package io.millrace.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A number of customers who order again as soon as they have their answer. One thread is all of them. */
public final class ClosedLoop {

    private static final long LOOK_AT_THE_CLOCK_MILLIS = 100;

    private final InetSocketAddress target;
    private final OrderRequests requests;
    private final Answers answers;
    private long toSend;
    private long sent;
    private long underWay;
    private long deadline;

    public ClosedLoop(InetSocketAddress target, OrderRequests requests, Answers answers) {
        this.target = target;
        this.requests = requests;
        this.answers = answers;
    }

    /** Returns when all that was sent is answered; sends no more once the time is over. Says how long it took. */
    public Duration run(int customers, long orders, Duration budget) {
        toSend = orders;
        sent = 0;
        long start = System.nanoTime();
        deadline = start + budget.toNanos();
        List<Connection> connections = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            try {
                for (int i = 0; i < customers; i++) {
                    Connection connection = Connection.open(target);
                    connection.channel().register(selector, SelectionKey.OP_READ, connection);
                    connections.add(connection);
                }
                for (Connection connection : connections) {
                    sendOne(connection);
                }
                while (underWay > 0) {
                    selector.select(this::read, LOOK_AT_THE_CLOCK_MILLIS);
                }
            } finally {
                for (Connection connection : connections) {
                    connection.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a connection to " + target + " broke", e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** How many the last run has sent. */
    public long sent() {
        return sent;
    }

    private void sendOne(Connection connection) throws IOException {
        long now = System.nanoTime();
        if (toSend > 0 && now < deadline) {
            toSend--;
            underWay++;
            sent++;
            connection.send(requests.post(target), now);
        }
    }

    private void read(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            Reply reply = connection.read();
            if (reply != null) {
                underWay--;
                answers.answered(reply, connection.due());
                sendOne(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a connection to " + target + " broke", e);
        }
    }
}
