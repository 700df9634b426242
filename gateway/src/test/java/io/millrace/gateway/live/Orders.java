package io.millrace.gateway.live;

import io.millrace.events.CancellationReason;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.Sku;
import io.millrace.events.TraceContext;
import io.millrace.events.Uuids;
import io.millrace.events.wire.FactJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Orders as tests speak of them. */
final class Orders {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private static final List<OrderLine> ITEMS = List.of(new OrderLine(new Sku("SKU-1"), 2, 1299));
    private static final TraceContext CONTEXT =
            new TraceContext("corr-1", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null);

    private Orders() {}

    /** An id made just now. */
    static OrderId freshId() {
        return new OrderId(Uuids.version7(NOW.toEpochMilli()));
    }

    /** An id that says it is old. */
    static OrderId oldId() {
        return new OrderId(Uuids.version7(NOW.minus(Duration.ofHours(1)).toEpochMilli()));
    }

    /** An id that does not say when it was made. */
    static OrderId derivedId() {
        return new OrderId(Uuids.version5(new UUID(1, 2), Uuids.version7(0).toString()));
    }

    static OrderStatusChanged accepted(OrderId id) {
        return at(id, 1, OrderStatus.ACCEPTED, null);
    }

    static OrderStatusChanged accepted(OrderId id, int version) {
        return at(id, version, OrderStatus.ACCEPTED, null);
    }

    static OrderStatusChanged confirmed(OrderId id) {
        return at(id, 2, OrderStatus.CONFIRMED, null);
    }

    static OrderStatusChanged cancelled(OrderId id) {
        return at(id, 2, OrderStatus.CANCELLED, CancellationReason.OUT_OF_STOCK);
    }

    static OrderCreated created(OrderId id) {
        return new OrderCreated(id, "c-1", "EUR", ITEMS, 2598, NOW);
    }

    static TraceContext context() {
        return CONTEXT;
    }

    static byte[] json(OrderStatusChanged order) {
        return FactJson.write(order);
    }

    static ConsumerRecord<byte[], byte[]> record(OrderStatusChanged order) {
        return record(order.orderId(), json(order));
    }

    static ConsumerRecord<byte[], byte[]> record(OrderId id, byte[] value) {
        return new ConsumerRecord<>("orders.status", 0, 0, id.toString().getBytes(StandardCharsets.UTF_8), value);
    }

    private static OrderStatusChanged at(
            OrderId id, int version, OrderStatus status, @Nullable CancellationReason reason) {
        return new OrderStatusChanged(
                id,
                "c-1",
                "EUR",
                2598,
                ITEMS,
                status,
                reason,
                null,
                null,
                version,
                CONTEXT.correlationId(),
                CONTEXT.traceId(),
                NOW,
                NOW,
                status.isSettled() ? NOW : null,
                List.of(new OrderStatusChanged.Step(OrderStatus.ACCEPTED, NOW)));
    }
}
