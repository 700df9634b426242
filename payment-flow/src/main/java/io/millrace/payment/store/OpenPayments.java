package io.millrace.payment.store;

import io.millrace.reconciler.OverdueQuery;
import org.springframework.r2dbc.core.DatabaseClient;

/** The orders that the provider was asked about and that have not ended, by the age of the question. */
public final class OpenPayments extends OverdueQuery {

    /** Served by the index of open payments alone. */
    private static final String FIND = """
            select heard_at, order_id from payments
            where ending is null and heard_at < $1 and (heard_at, order_id) > ($2, $3)
            order by heard_at, order_id limit $4
            """;

    public OpenPayments(DatabaseClient database) {
        super(database, FIND);
    }
}
