package io.millrace.order.store;

import io.millrace.order.settlement.Order;
import io.millrace.tracing.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Orders page by page, by keyset: each page goes on behind the last order of the one before, so that a late page costs what the first does. */
@Repository
public class OrderPages {

    private static final Statement STATEMENT = Statement.of("SELECT", "orders");

    private final DatabaseClient sql;

    public OrderPages(DatabaseClient sql) {
        this.sql = sql;
    }

    /** The newest orders that match, at most as many as the search asks for. Facts without their order are not shown. */
    public Mono<List<Order>> newest(OrderSearch search) {
        List<String> conditions = new ArrayList<>(List.of("placed_at IS NOT NULL"));
        List<Object> parameters = new ArrayList<>();
        if (search.customerId() != null) {
            parameters.add(search.customerId());
            conditions.add("customer_id = $" + parameters.size());
        }
        if (search.status() != null) {
            // As a literal: only then does the planner see that the index of open orders will do.
            conditions.add("status = '" + search.status().name() + "'");
        }
        if (search.after() != null) {
            parameters.add(search.after().placedAt().atOffset(ZoneOffset.UTC));
            parameters.add(search.after().orderId().value());
            conditions.add("(placed_at, order_id) < ($" + (parameters.size() - 1) + ", $" + parameters.size() + ")");
        }
        parameters.add(search.limit());
        GenericExecuteSpec statement = sql.sql("SELECT " + OrderRow.COLUMNS + " FROM orders WHERE "
                + String.join(" AND ", conditions)
                + " ORDER BY placed_at DESC, order_id DESC LIMIT $" + parameters.size());
        for (int index = 0; index < parameters.size(); index++) {
            statement = statement.bind(index, parameters.get(index));
        }
        return STATEMENT.traced(1, statement.map(OrderRow::order).all().collectList());
    }
}
