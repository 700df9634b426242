package io.millrace.bench.reference;

import io.millrace.acceptance.log.OrderIds;
import io.millrace.acceptance.running.SystemFile.Postgres;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;

/** Rows like order-flow's, in a table of the same columns and indexes, 500 in a statement and a transaction, on one connection. */
public final class UnnestInserts implements AutoCloseable {

    private static final int ROWS_A_STATEMENT = 500;
    private static final String ITEMS = "[{\"sku\":\"SKU-1\",\"quantity\":1,\"unitPriceCents\":1299}]";
    private static final String TRACE = "00-58ce970746bc20a45bcc930b5e2b78db-734b2cfcaa3b6919-00";

    private static final String INSERT = """
            INSERT INTO bench_orders (order_id, revision, customer_id, currency, items, total_cents, placed_at,
                                      correlation_id, traceparent, status, updated_at)
            SELECT id, 1, customer, 'EUR', '%s'::json, 1299, at, id::text, '%s', 'ACCEPTED', at
            FROM unnest(?::uuid[], ?::text[], ?::timestamptz[]) AS row (id, customer, at)
            ON CONFLICT DO NOTHING""".formatted(ITEMS, TRACE);

    private final Connection connection;

    public UnnestInserts(Postgres database) throws SQLException {
        connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        execute("DROP TABLE IF EXISTS bench_orders");
        execute("CREATE TABLE bench_orders (LIKE orders INCLUDING ALL) WITH (fillfactor = 50)");
    }

    /** How long it took; the rows are whole statements, so a few more than asked for. */
    public Duration insert(long rows) throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (long inserted = 0; inserted < rows; inserted += ROWS_A_STATEMENT) {
                insert.setArray(1, array("uuid", ids()));
                insert.setArray(2, array("text", customers()));
                insert.setArray(3, array("timestamptz", times()));
                if (insert.executeUpdate() != ROWS_A_STATEMENT) {
                    throw new IllegalStateException("not all rows were inserted");
                }
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    private static Object[] ids() {
        UUID[] ids = new UUID[ROWS_A_STATEMENT];
        Arrays.setAll(ids, row -> UUID.fromString(OrderIds.fresh()));
        return ids;
    }

    private static Object[] customers() {
        String[] customers = new String[ROWS_A_STATEMENT];
        Arrays.setAll(customers, row -> "c-" + row);
        return customers;
    }

    private static Object[] times() {
        Object[] times = new Object[ROWS_A_STATEMENT];
        Arrays.fill(times, OffsetDateTime.now(ZoneOffset.UTC));
        return times;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            execute("DROP TABLE bench_orders");
        }
    }
}
