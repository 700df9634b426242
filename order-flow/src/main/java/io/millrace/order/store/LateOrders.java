package io.millrace.order.store;

import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import io.millrace.reconciler.Overdue;
import io.millrace.reconciler.OverdueOrders;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The orders that should be settled by now and are not. */
@Repository
public class LateOrders implements OverdueOrders {

    /** Served by the index of open orders alone, read backwards. */
    private static final String FIND = """
            SELECT placed_at, order_id, correlation_id, traceparent FROM orders
            WHERE status = 'ACCEPTED' AND placed_at < $1 AND (placed_at, order_id) > ($2, $3)
            ORDER BY placed_at, order_id LIMIT $4""";

    private static final Instant BEFORE_ALL = Instant.parse("0001-01-01T00:00:00Z");

    private final DatabaseClient sql;

    public LateOrders(DatabaseClient sql) {
        this.sql = sql;
    }

    /**
     * Open orders placed before a moment. None of them has a cancellation pending: the write that records one settles the order too.
     */
    @Override
    public Mono<List<Overdue>> find(Instant placedBefore, @Nullable Overdue after, int limit) {
        return sql.sql(FIND)
                .bind(0, placedBefore.atOffset(ZoneOffset.UTC))
                .bind(1, (after == null ? BEFORE_ALL : after.since()).atOffset(ZoneOffset.UTC))
                .bind(2, after == null ? new UUID(0, 0) : after.orderId().value())
                .bind(3, limit)
                .map(LateOrders::lateOrder)
                .all()
                .collectList();
    }

    private static Overdue lateOrder(Readable row) {
        Instant placedAt = OrderRow.required(row, "placed_at", Instant.class);
        OrderId orderId = new OrderId(OrderRow.required(row, "order_id", UUID.class));
        String correlationId = OrderRow.required(row, "correlation_id", String.class);
        return new Overdue(
                placedAt, orderId, new TraceContext(correlationId, row.get("traceparent", String.class), null));
    }
}
