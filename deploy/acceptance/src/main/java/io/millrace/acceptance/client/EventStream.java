package io.millrace.acceptance.client;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Server-sent events, read as they come by a thread of its own. */
public final class EventStream implements AutoCloseable {

    /** More than any test follows; a reader that nobody listens to stops here instead of filling the memory. */
    private static final int UNREAD = 100_000;

    private final Stream<String> lines;
    private final BlockingQueue<Optional<ServerSentEvent>> unread = new LinkedBlockingQueue<>(UNREAD);

    EventStream(Stream<String> lines) {
        this.lines = lines;
        Thread.ofVirtual().name("server-sent-events").start(this::read);
    }

    /** All events until the server completes the stream. */
    public List<ServerSentEvent> untilItEnds(Duration deadline) {
        List<ServerSentEvent> all = new ArrayList<>();
        long end = System.nanoTime() + deadline.toNanos();
        for (Optional<ServerSentEvent> next = next(end, all); next.isPresent(); next = next(end, all)) {
            all.add(next.get());
        }
        return all;
    }

    /** The orders told of by status events, in order, until the server completes the stream. */
    public List<OrderView> statusesUntilItEnds(Duration deadline) {
        return untilItEnds(deadline).stream()
                .filter(ServerSentEvent::isStatus)
                .map(ServerSentEvent::order)
                .toList();
    }

    public ServerSentEvent await(Predicate<ServerSentEvent> wanted, Duration deadline) {
        List<ServerSentEvent> seen = new ArrayList<>();
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            ServerSentEvent next =
                    next(end, seen).orElseThrow(() -> new AssertionError("the stream ended after " + seen));
            if (wanted.test(next)) {
                return next;
            }
            seen.add(next);
        }
    }

    private Optional<ServerSentEvent> next(long end, List<ServerSentEvent> seen) {
        try {
            Optional<ServerSentEvent> next = unread.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("neither the event nor the end came in time, only " + seen);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        ServerSentEventParser parser = new ServerSentEventParser();
        try {
            lines.forEach(line -> parser.line(line).ifPresent(event -> unread.add(Optional.of(event))));
        } catch (UncheckedIOException closed) {
            // Either side hung up; who still listens is told below, as of any other end.
        } finally {
            unread.add(Optional.empty());
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
