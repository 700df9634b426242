package io.millrace.inventory.store;

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
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The orders that stock is set aside for, by the age of the reservation. */
@Component
public class OpenReservations implements OverdueOrders {

    /** Served by the index of open reservations alone. */
    private static final String FIND = """
            SELECT heard_at, order_id FROM reservations
            WHERE state = 'RESERVED' AND heard_at < $1 AND (heard_at, order_id) > ($2, $3)
            ORDER BY heard_at, order_id LIMIT $4
            """;

    private static final Instant BEFORE_ALL = Instant.parse("0001-01-01T00:00:00Z");

    private final DatabaseClient database;

    public OpenReservations(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<List<Overdue>> find(Instant heardBefore, @Nullable Overdue after, int limit) {
        return database.sql(FIND)
                .bind(0, heardBefore.atOffset(ZoneOffset.UTC))
                .bind(1, (after == null ? BEFORE_ALL : after.since()).atOffset(ZoneOffset.UTC))
                .bind(2, after == null ? new UUID(0, 0) : after.orderId().value())
                .bind(3, limit)
                .map(OpenReservations::overdue)
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
