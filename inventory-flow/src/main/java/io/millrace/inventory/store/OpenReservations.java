package io.millrace.inventory.store;

import io.millrace.reconciler.OverdueQuery;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** The orders that stock is set aside for, by the age of the reservation. */
@Component
public class OpenReservations extends OverdueQuery {

    /** Served by the index of open reservations alone. */
    private static final String FIND = """
            SELECT heard_at, order_id FROM reservations
            WHERE state = 'RESERVED' AND heard_at < $1 AND (heard_at, order_id) > ($2, $3)
            ORDER BY heard_at, order_id LIMIT $4
            """;

    public OpenReservations(DatabaseClient database) {
        super(database, FIND);
    }
}
