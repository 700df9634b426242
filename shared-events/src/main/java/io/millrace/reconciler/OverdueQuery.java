package io.millrace.reconciler;

import static java.util.Objects.requireNonNull;

import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Finds overdue orders in a flow's own database. Of their traces it knows nothing; order-flow does, and answers in them. */
public abstract class OverdueQuery implements OverdueOrders {

    private static final Instant BEFORE_ALL = Instant.parse("0001-01-01T00:00:00Z");

    private final DatabaseClient database;
    private final String select;

    /**
     * @param select answers with {@code heard_at} and {@code order_id}, in that order, at most {@code $4} rows that were heard of before
     *     {@code $1} and stand behind the place {@code ($2, $3)}
     */
    protected OverdueQuery(DatabaseClient database, String select) {
        this.database = database;
        this.select = select;
    }

    @Override
    public final Mono<List<Overdue>> find(Instant heardBefore, @Nullable Overdue after, int limit) {
        return database.sql(select)
                .bind(0, heardBefore.atOffset(ZoneOffset.UTC))
                .bind(1, (after == null ? BEFORE_ALL : after.since()).atOffset(ZoneOffset.UTC))
                .bind(2, after == null ? new UUID(0, 0) : after.orderId().value())
                .bind(3, limit)
                .map(OverdueQuery::overdue)
                .all()
                .collectList();
    }

    private static Overdue overdue(Readable row) {
        OrderId orderId = new OrderId(requireNonNull(row.get("order_id", UUID.class)));
        return new Overdue(
                requireNonNull(row.get("heard_at", Instant.class)),
                orderId,
                new TraceContext(orderId.toString(), null, null));
    }
}
