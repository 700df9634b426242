package io.millrace.order.store;

import io.millrace.events.CancellationReason;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged.Inventory;
import io.millrace.events.OrderStatusChanged.Payment;
import io.millrace.events.wire.FactJson;
import io.millrace.order.settlement.Change;
import io.millrace.order.settlement.Order;
import io.millrace.order.settlement.OrderFacts;
import io.millrace.order.settlement.Placement;
import io.millrace.order.settlement.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * Changed orders column by column, as {@code unnest} takes them. What is known of the placement is sent with the change that brings it, and again only
 * where nobody has looked whether the row is there.
 */
final class OrderColumns {

    private final UUID[] orderId;
    private final Integer[] revision;
    private final @Nullable String[] customerId;
    private final @Nullable String[] currency;
    private final @Nullable String[] items;
    private final @Nullable Long[] totalCents;
    private final @Nullable OffsetDateTime[] placedAt;
    private final @Nullable String[] correlationId;
    private final @Nullable String[] traceparent;
    private final @Nullable String[] payment;
    private final @Nullable String[] inventory;
    private final @Nullable String[] cancellation;
    private final @Nullable String[] status;
    private final @Nullable String[] reason;
    private final @Nullable OffsetDateTime[] settledAt;
    private final OffsetDateTime[] updatedAt;

    OrderColumns(List<Change> changes, Set<OrderId> unread) {
        int rows = changes.size();
        orderId = new UUID[rows];
        revision = new Integer[rows];
        customerId = new String[rows];
        currency = new String[rows];
        items = new String[rows];
        totalCents = new Long[rows];
        placedAt = new OffsetDateTime[rows];
        correlationId = new String[rows];
        traceparent = new String[rows];
        payment = new String[rows];
        inventory = new String[rows];
        cancellation = new String[rows];
        status = new String[rows];
        reason = new String[rows];
        settledAt = new OffsetDateTime[rows];
        updatedAt = new OffsetDateTime[rows];
        for (int row = 0; row < rows; row++) {
            Change change = changes.get(row);
            Order order = change.after();
            orderId[row] = order.id().value();
            revision[row] = order.revision();
            if (change.isPlacement() || unread.contains(order.id())) {
                placement(row, order.facts().placement());
            }
            facts(row, order.facts());
            standing(row, order.standing());
            settledAt[row] = time(order.settledAt());
            updatedAt[row] = order.updatedAt().atOffset(ZoneOffset.UTC);
        }
    }

    /** Binds the columns in the order of {@link OrderRow#COLUMNS}. */
    GenericExecuteSpec bind(GenericExecuteSpec statement) {
        Object[] columns = {
            orderId,
            revision,
            customerId,
            currency,
            items,
            totalCents,
            placedAt,
            correlationId,
            traceparent,
            payment,
            inventory,
            cancellation,
            status,
            reason,
            settledAt,
            updatedAt
        };
        GenericExecuteSpec bound = statement;
        for (int index = 0; index < columns.length; index++) {
            bound = bound.bind(index, columns[index]);
        }
        return bound;
    }

    private void placement(int row, @Nullable Placement placement) {
        if (placement == null) {
            return;
        }
        customerId[row] = placement.customerId();
        currency[row] = placement.currency();
        items[row] = new String(FactJson.writeItems(placement.items()), StandardCharsets.UTF_8);
        totalCents[row] = placement.totalCents();
        placedAt[row] = time(placement.placedAt());
        correlationId[row] = placement.correlationId();
        traceparent[row] = placement.traceparent();
    }

    private void facts(int row, OrderFacts facts) {
        Payment paid = facts.payment();
        Inventory stock = facts.inventory();
        payment[row] = paid == null ? null : paid.approved() ? OrderRow.APPROVED : name(paid.reason());
        inventory[row] = stock == null ? null : stock.reserved() ? OrderRow.RESERVED : name(stock.reason());
        cancellation[row] = name(facts.cancellation());
    }

    private void standing(int row, @Nullable Standing standing) {
        status[row] = standing == null ? null : standing.status().name();
        reason[row] = standing == null ? null : name(standing.reason());
    }

    private static @Nullable String name(@Nullable CancellationReason reason) {
        return reason == null ? null : reason.name();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
