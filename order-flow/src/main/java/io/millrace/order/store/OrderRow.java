package io.millrace.order.store;

import static java.util.Objects.requireNonNull;

import io.millrace.events.CancellationReason;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged.Inventory;
import io.millrace.events.OrderStatusChanged.Payment;
import io.millrace.events.wire.FactJson;
import io.millrace.order.settlement.Order;
import io.millrace.order.settlement.OrderFacts;
import io.millrace.order.settlement.Placement;
import io.millrace.order.settlement.Standing;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a row of {@code orders} is read. */
final class OrderRow {

    static final String COLUMNS = """
            order_id, revision, customer_id, currency, items, total_cents, placed_at, correlation_id, traceparent, \
            payment, inventory, cancellation, status, reason, settled_at, updated_at""";

    /** What {@code payment} and {@code inventory} say when the answer was good; otherwise they say why it was not. */
    static final String APPROVED = "APPROVED";

    static final String RESERVED = "RESERVED";

    private OrderRow() {}

    static Order order(Readable row) {
        return new Order(
                new OrderId(required(row, "order_id", UUID.class)),
                required(row, "revision", Integer.class),
                facts(row),
                standing(row),
                row.get("settled_at", Instant.class),
                required(row, "updated_at", Instant.class));
    }

    private static OrderFacts facts(Readable row) {
        String payment = row.get("payment", String.class);
        String inventory = row.get("inventory", String.class);
        return new OrderFacts(
                placement(row),
                payment == null ? null : new Payment(payment.equals(APPROVED), reasonUnless(APPROVED, payment)),
                inventory == null ? null : new Inventory(inventory.equals(RESERVED), reasonUnless(RESERVED, inventory)),
                reason(row.get("cancellation", String.class)));
    }

    private static @Nullable Placement placement(Readable row) {
        Instant placedAt = row.get("placed_at", Instant.class);
        return placedAt == null
                ? null
                : new Placement(
                        required(row, "customer_id", String.class),
                        required(row, "currency", String.class),
                        FactJson.readItems(required(row, "items", byte[].class)),
                        required(row, "total_cents", Long.class),
                        placedAt,
                        required(row, "correlation_id", String.class),
                        row.get("traceparent", String.class));
    }

    private static @Nullable Standing standing(Readable row) {
        String status = row.get("status", String.class);
        return status == null
                ? null
                : new Standing(OrderStatus.valueOf(status), reason(row.get("reason", String.class)));
    }

    private static @Nullable CancellationReason reasonUnless(String good, String answer) {
        return answer.equals(good) ? null : CancellationReason.valueOf(answer);
    }

    private static @Nullable CancellationReason reason(@Nullable String name) {
        return name == null ? null : CancellationReason.valueOf(name);
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        return requireNonNull(row.get(column, type), column);
    }
}
