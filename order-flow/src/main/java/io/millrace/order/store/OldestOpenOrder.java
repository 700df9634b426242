package io.millrace.order.store;

import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Since when the order that waits longest has been waiting. */
@Repository
public class OldestOpenOrder {

    /** One step into the index of open orders, from its end. */
    private static final String FIND =
            "SELECT placed_at FROM orders WHERE status = 'ACCEPTED' ORDER BY placed_at, order_id LIMIT 1";

    private final DatabaseClient sql;

    public OldestOpenOrder(DatabaseClient sql) {
        this.sql = sql;
    }

    /** When it was placed; empty when none is open. */
    public Mono<Instant> placedAt() {
        return sql.sql(FIND)
                .map(row -> OrderRow.required(row, "placed_at", Instant.class))
                .first();
    }
}
