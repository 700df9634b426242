package io.millrace.order.store;

import io.millrace.events.OrderId;
import io.millrace.order.settlement.Change;
import io.millrace.order.settlement.Order;
import io.millrace.tracing.Statement;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Finds and writes the orders of a batch, each with one statement. */
@Repository
public class OrderTable {

    private static final String FIND = "SELECT " + OrderRow.COLUMNS + " FROM orders WHERE order_id = ANY($1)";

    /**
     * What was stored of the placement stays. An order that somebody else has written since it was read is left as it
     * is and not returned: that, and no lock, is what keeps two instances from settling it differently.
     */
    private static final String WRITE = "INSERT INTO orders AS known (" + OrderRow.COLUMNS + ")" + """
             SELECT * FROM unnest(
                $1::uuid[], $2::int[],
                $3::text[], $4::text[], $5::json[], $6::bigint[], $7::timestamptz[], $8::text[], $9::text[],
                $10::text[], $11::text[], $12::text[],
                $13::text[], $14::text[], $15::timestamptz[], $16::timestamptz[])
            ON CONFLICT (order_id) DO UPDATE SET
                revision = excluded.revision,
                customer_id = coalesce(known.customer_id, excluded.customer_id),
                currency = coalesce(known.currency, excluded.currency),
                items = coalesce(known.items, excluded.items),
                total_cents = coalesce(known.total_cents, excluded.total_cents),
                placed_at = coalesce(known.placed_at, excluded.placed_at),
                correlation_id = coalesce(known.correlation_id, excluded.correlation_id),
                traceparent = coalesce(known.traceparent, excluded.traceparent),
                payment = excluded.payment,
                inventory = excluded.inventory,
                cancellation = excluded.cancellation,
                status = excluded.status,
                reason = excluded.reason,
                settled_at = excluded.settled_at,
                updated_at = excluded.updated_at
            WHERE known.revision = excluded.revision - 1
            RETURNING order_id""";

    private static final Statement FINDING = Statement.of("SELECT", "orders");
    private static final Statement WRITING = Statement.of("INSERT", "orders");

    private final DatabaseClient sql;

    public OrderTable(DatabaseClient sql) {
        this.sql = sql;
    }

    /** Those of the orders that anything is known of, without a lock. */
    public Mono<Map<OrderId, Order>> find(Collection<OrderId> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        UUID[] values = ids.stream().map(OrderId::value).toArray(UUID[]::new);
        return FINDING.traced(
                values.length,
                sql.sql(FIND).bind(0, values).map(OrderRow::order).all().collectMap(Order::id));
    }

    /**
     * Writes changed orders, each if its row is still as it was before the change, or not there.
     *
     * @param unread those of the orders that were not read before: they are sent whole, so that a row which the database has lost is complete again
     * @return the ids of those that were written; the others were changed by somebody else meanwhile
     */
    public Mono<Set<OrderId>> write(List<Change> changes, Set<OrderId> unread) {
        if (changes.isEmpty()) {
            return Mono.just(Set.of());
        }
        // Rows are locked in the order they are given in. The same order everywhere leaves two statements nothing to
        // deadlock over.
        List<Change> sorted = changes.stream()
                .sorted(Comparator.comparing(change -> change.after().id()))
                .toList();
        return WRITING.traced(
                sorted.size(),
                new OrderColumns(sorted, unread)
                        .bind(sql.sql(WRITE))
                        .map(row -> new OrderId(OrderRow.required(row, "order_id", UUID.class)))
                        .all()
                        .collect(Collectors.toSet()));
    }
}
