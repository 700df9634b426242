package io.millrace.payment.store;

import static java.util.Objects.requireNonNull;

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
import reactor.core.publisher.Mono;

/** The orders that the provider was asked about and that have not ended, by the age of the question. */
public final class OpenPayments implements OverdueOrders {

    /** Served by the index of open payments alone. */
    private static final String FIND = """
            select heard_at, order_id from payments
            where ending is null and heard_at < $1 and (heard_at, order_id) > ($2, $3)
            order by heard_at, order_id limit $4
            """;

    private static final Instant BEFORE_ALL = Instant.parse("0001-01-01T00:00:00Z");

    private final DatabaseClient database;

    public OpenPayments(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<List<Overdue>> find(Instant heardBefore, @Nullable Overdue after, int limit) {
        return database.sql(FIND)
                .bind(0, heardBefore.atOffset(ZoneOffset.UTC))
                .bind(1, (after == null ? BEFORE_ALL : after.since()).atOffset(ZoneOffset.UTC))
                .bind(2, after == null ? new UUID(0, 0) : after.orderId().value())
                .bind(3, limit)
                .map(OpenPayments::overdue)
                .all()
                .collectList();
    }

    /** The trace that the order began in is not kept here; order-flow has it, and answers in it. */
    private static Overdue overdue(Readable row) {
        OrderId orderId = new OrderId(requireNonNull(row.get("order_id", UUID.class)));
        return new Overdue(
                requireNonNull(row.get("heard_at", Instant.class)),
                orderId,
                new TraceContext(orderId.toString(), null, null));
    }
}
