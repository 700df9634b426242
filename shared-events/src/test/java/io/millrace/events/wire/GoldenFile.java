package io.millrace.events.wire;

import static io.millrace.testing.Orders.NOON;
import static io.millrace.testing.Orders.anOrder;

import io.millrace.events.BulkReplay;
import io.millrace.events.CancellationReason;
import io.millrace.events.DeadLetterDiscarded;
import io.millrace.events.DeadLetterId;
import io.millrace.events.DeadLetterReplayRequested;
import io.millrace.events.DeadLetterReplayed;
import io.millrace.events.Event;
import io.millrace.events.EventIds;
import io.millrace.events.Fact;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.OrderStatusRequested;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.events.TraceContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** An event, and a file that says how its record looks to the byte: topic, key and headers as lines, an empty line, the value. */
public record GoldenFile(String name, Event<?> event) {

    private static final String ID = "0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0f";
    private static final OrderId ORDER = OrderId.parse(ID);
    private static final TraceContext TRACED =
            new TraceContext("corr-1", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1,other=2");
    private static final TraceContext UNTRACED = new TraceContext("corr-2", null, null);

    private static final OrderCreated PLACED = anOrder()
            .withId(ID)
            .placedAt(NOON.plusMillis(123))
            .of(2, "SKU-1")
            .at(1299)
            .of(10_000, "SKU_2.b")
            .at(100_000_000)
            .placed();

    public static final OrderStatusChanged ACCEPTED_ORDER = new OrderStatusChanged(
            ORDER,
            PLACED.customerId(),
            PLACED.currency(),
            PLACED.totalCents(),
            PLACED.items(),
            OrderStatus.ACCEPTED,
            null,
            null,
            null,
            1,
            "corr-2",
            null,
            PLACED.placedAt(),
            NOON.plusSeconds(1),
            null,
            List.of(new OrderStatusChanged.Step(OrderStatus.ACCEPTED, NOON.plusSeconds(1))));

    public static final OrderStatusChanged CONFIRMED_ORDER = settled(
            OrderStatus.CONFIRMED,
            null,
            new OrderStatusChanged.Payment(true, null),
            new OrderStatusChanged.Inventory(true, null));

    public static final OrderStatusChanged CANCELLED_ORDER = settled(
            OrderStatus.CANCELLED,
            CancellationReason.PAYMENT_DECLINED,
            new OrderStatusChanged.Payment(false, CancellationReason.PAYMENT_DECLINED),
            new OrderStatusChanged.Inventory(true, null));

    private static final DeadLetterId LETTER = new DeadLetterId("orders.created", 3, 17);

    private static final BulkReplay BULK_REPLAY = new BulkReplay(
            "0198a7c2-0000-7000-8000-000000000003",
            "orders.created",
            "payment-flow",
            50,
            "ada",
            NOON,
            20,
            List.of(0L, 5L, 0L, 18L),
            1,
            null,
            false);

    /** One for each kind of event, and for each of the shapes it comes in. */
    public static List<GoldenFile> all() {
        return List.of(
                golden("orders.created.v1", "/millrace/gateway", TRACED, PLACED),
                golden(
                        "orders.cancellation-requested.v1",
                        "/millrace/gateway",
                        TRACED,
                        new OrderCancellationRequested(ORDER, CancellationReason.CUSTOMER_CANCELLED)),
                new GoldenFile(
                        "inventory.adjusted.v1",
                        new Event<>(
                                "0198a7c2-0000-7000-8000-000000000001",
                                "/millrace/gateway",
                                NOON,
                                TRACED,
                                new StockAdjusted(new Sku("SKU-1"), -100, "broken: \"2 €\" \\ 😀"))),
                golden("payments.completed.v1", "/millrace/payment-flow", TRACED, PaymentCompleted.approved(ORDER)),
                golden(
                        "payments.completed.v1.declined",
                        "/millrace/payment-flow",
                        UNTRACED,
                        PaymentCompleted.declined(ORDER)),
                golden("inventory.reserved.v1", "/millrace/inventory-flow", TRACED, InventoryReserved.reserved(ORDER)),
                golden(
                        "inventory.reserved.v1.refused",
                        "/millrace/inventory-flow",
                        UNTRACED,
                        InventoryReserved.refused(ORDER, CancellationReason.OUT_OF_STOCK)),
                golden("orders.status.v1.accepted", "/millrace/order-flow", UNTRACED, ACCEPTED_ORDER),
                golden("orders.status.v1.confirmed", "/millrace/order-flow", TRACED, CONFIRMED_ORDER),
                golden("orders.status.v1.cancelled", "/millrace/order-flow", TRACED, CANCELLED_ORDER),
                golden(
                        "orders.status-requested.v1",
                        "/millrace/payment-flow",
                        UNTRACED,
                        new OrderStatusRequested(ORDER, "payment-flow", NOON.plusMillis(200))),
                golden(
                        "orders.abandoned.v1",
                        "/millrace/order-flow",
                        UNTRACED,
                        new OrderAbandoned(ORDER, CancellationReason.TIMED_OUT)),
                wish("dead-letters.acted.v1.replay-requested", new DeadLetterReplayRequested(LETTER, "ada")),
                wish("dead-letters.acted.v1.discarded", new DeadLetterDiscarded(LETTER, "10.0.0.7")),
                golden(
                        "dead-letters.acted.v1.replayed",
                        "/millrace/gateway",
                        TRACED,
                        new DeadLetterReplayed(LETTER, "ada", null)),
                golden("dead-letters.acted.v1.bulk-replay", "/millrace/gateway", UNTRACED, BULK_REPLAY),
                golden(
                        "dead-letters.acted.v1.bulk-replay-finished",
                        "/millrace/gateway",
                        UNTRACED,
                        BULK_REPLAY.next(LETTER, true)));
    }

    private static GoldenFile wish(String name, Fact fact) {
        return new GoldenFile(
                name, new Event<>("0198a7c2-0000-7000-8000-000000000002", "/millrace/gateway", NOON, TRACED, fact));
    }

    /** What the file says. */
    public String text() {
        try (InputStream file = GoldenFile.class.getResourceAsStream("/golden/" + name + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("there is no golden file " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The record that the file describes, as it would be received. */
    public ConsumerRecord<byte[], byte[]> record() {
        String[] parts = text().split("\n\n", 2);
        String[] lines = parts[0].split("\n");
        var record = new ConsumerRecord<>(
                value(lines[0]), 0, 0, bytes(value(lines[1])), bytes(parts[1].substring(0, parts[1].length() - 1)));
        for (int i = 2; i < lines.length; i++) {
            record.headers().add(lines[i].substring(0, lines[i].indexOf(": ")), bytes(value(lines[i])));
        }
        return record;
    }

    /** A record in the words of these files. */
    public static String describe(ProducerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder()
                .append("topic: ")
                .append(record.topic())
                .append("\nkey: ")
                .append(text(record.key()))
                .append('\n');
        for (Header header : record.headers()) {
            text.append(header.key()).append(": ").append(text(header.value())).append('\n');
        }
        return text.append('\n').append(text(record.value())).append('\n').toString();
    }

    @Override
    public String toString() {
        return name;
    }

    private static GoldenFile golden(String name, String source, TraceContext context, Fact fact) {
        return new GoldenFile(name, new Event<>(EventIds.of(fact), source, NOON.plusMillis(250), context, fact));
    }

    private static OrderStatusChanged settled(
            OrderStatus status,
            @Nullable CancellationReason reason,
            OrderStatusChanged.Payment payment,
            OrderStatusChanged.Inventory inventory) {
        return new OrderStatusChanged(
                ORDER,
                PLACED.customerId(),
                PLACED.currency(),
                PLACED.totalCents(),
                PLACED.items(),
                status,
                reason,
                payment,
                inventory,
                2,
                "corr-1",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                PLACED.placedAt(),
                NOON.plusSeconds(2),
                NOON.plusSeconds(2),
                List.of(
                        new OrderStatusChanged.Step(OrderStatus.ACCEPTED, NOON.plusSeconds(1)),
                        new OrderStatusChanged.Step(status, NOON.plusSeconds(2))));
    }

    private static String value(String line) {
        return line.substring(line.indexOf(": ") + 2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
