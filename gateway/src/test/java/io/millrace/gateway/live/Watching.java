package io.millrace.gateway.live;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.tracing.RecordSpans;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** All that watches orders, in virtual time: a feed and an order-flow that a test speaks for, and streams as text. */
final class Watching implements BeforeEachCallback, AfterEachCallback {

    static final String RETRY = "retry: 2000\n\n";
    static final String HEARTBEAT = "event: heartbeat\ndata: {}\n\n";

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final Feed feed = new Feed();
    final ScriptedOrderFlow orderFlow = new ScriptedOrderFlow();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final RecentOrders accepted;
    final StatusHub hub;
    final SettledOrders settled;
    final PresentOrders present;

    static final int MOST_STREAMS = 100;

    private final EventStreams streams;
    private final StatusFeed statusFeed;

    Watching() {
        var properties = new LiveProperties(
                MOST_STREAMS,
                Duration.ofSeconds(15),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                2,
                3,
                100,
                Duration.ofMinutes(1));
        Clock clock = Clock.fixed(Orders.NOW, ZoneOffset.UTC);
        var patience = new Patience(properties.patience(), clock);
        accepted = new RecentOrders(properties);
        var undecodable = new UndecodableRecords(meters, clock);
        hub = new StatusHub(time, orderFlow, accepted, patience, undecodable, properties);
        settled = new WatchedSettlements(hub);
        present = new PresentOrders(orderFlow, accepted, patience, hub);
        streams = new EventStreams(hub, properties, meters);
        statusFeed = new StatusFeed(feed, time, hub, RecordSpans.NONE);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        VirtualTimeScheduler.set(time);
        statusFeed.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        statusFeed.stop();
        VirtualTimeScheduler.reset();
    }

    Flux<String> stream(OrderId id) {
        return stream(id, 0);
    }

    Flux<String> stream(OrderId id, int lastSeen) {
        return streams.ofOrder(id, lastSeen).map(Watching::text);
    }

    Flux<String> board() {
        return streams.ofAllOrders().map(Watching::text);
    }

    void passes(Duration duration) {
        time.advanceTimeBy(duration);
    }

    double subscribers(String stream) {
        return meters.get("millrace.gateway.subscribers")
                .tag("stream", stream)
                .gauge()
                .value();
    }

    double count(String counter) {
        return meters.get(counter).counter().count();
    }

    static String event(OrderStatusChanged order) {
        return "event: status\nid: " + order.version() + "\ndata: " + text(Orders.json(order)) + "\n\n";
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
