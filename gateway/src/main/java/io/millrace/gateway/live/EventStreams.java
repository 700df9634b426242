package io.millrace.gateway.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.OrderId;
import io.millrace.gateway.http.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Event streams, each set up when a client subscribes and taken down when it goes, whichever way. Elements are whole events as bytes. */
final class EventStreams {

    /** For who finds no room. Streams of orders end within seconds of a settlement. */
    private static final Duration WHEN_FULL = Duration.ofSeconds(2);

    private final StatusHub hub;
    private final byte[] greeting;
    private final int most;
    private final int boardPending;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger orderStreams;
    private final AtomicInteger boardStreams;
    private final Counter boardDropped;
    private final Counter refused;

    EventStreams(StatusHub hub, LiveProperties properties, MeterRegistry meters) {
        this.hub = hub;
        this.greeting = ServerSentEvents.retry(properties.retry());
        this.most = properties.streams();
        this.boardPending = properties.boardPending();
        this.orderStreams = subscribers("order", meters);
        this.boardStreams = subscribers("board", meters);
        this.boardDropped = Counter.builder("millrace.gateway.board.dropped")
                .description("Orders whose newest state a board was too slow to be told")
                .register(meters);
        this.refused = Counter.builder("millrace.gateway.subscribers.refused")
                .description("Clients that found no room for one more event stream")
                .register(meters);
    }

    /**
     * What becomes of one order; complete once it is settled. Errors come before the first event or not at all.
     *
     * @param lastSeen the version the client has already; 0 for none
     */
    Flux<byte[]> ofOrder(OrderId id, int lastSeen) {
        return stream(orderStreams, client -> new OrderStream(id, lastSeen, greeting, client), hub::join, hub::leave);
    }

    /** What becomes of all orders from now on; never complete by itself. */
    Flux<byte[]> ofAllOrders() {
        return stream(
                boardStreams,
                client -> new BoardStream(greeting, boardPending, boardDropped, client),
                hub::join,
                hub::leave);
    }

    private <S extends EventStream> Flux<byte[]> stream(
            AtomicInteger count, Function<FluxSink<byte[]>, S> make, Consumer<S> join, Consumer<S> leave) {
        return Flux.create(
                client -> {
                    if (open.incrementAndGet() > most) {
                        open.decrementAndGet();
                        refused.increment();
                        client.error(Problem.unavailable(
                                        "As many clients follow orders here as there is room for.", WHEN_FULL)
                                .exception());
                        return;
                    }
                    S stream = make.apply(client);
                    count.incrementAndGet();
                    // Joins before it can leave, though the client may be gone already: tasks are done in their order.
                    hub.execute(() -> join.accept(stream));
                    client.onRequest(more -> hub.execute(stream::drain));
                    client.onDispose(() -> {
                        open.decrementAndGet();
                        count.decrementAndGet();
                        hub.execute(() -> leave.accept(stream));
                    });
                },
                // Streams give a client what it asked for and nothing else; see EventStream.
                FluxSink.OverflowStrategy.IGNORE);
    }

    private static AtomicInteger subscribers(String stream, MeterRegistry meters) {
        AtomicInteger count = new AtomicInteger();
        Gauge.builder("millrace.gateway.subscribers", count, AtomicInteger::get)
                .description("Clients that follow an event stream right now")
                .tag("stream", stream)
                .register(meters);
        return count;
    }
}
