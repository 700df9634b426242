package io.millrace.inventory;

import static java.util.Objects.requireNonNull;

import io.millrace.inventory.intake.InventoryHandler;
import io.millrace.inventory.stock.Reservation;
import io.millrace.inventory.stock.StockLevel;
import io.millrace.inventory.store.OpenReservations;
import io.millrace.inventory.store.StockStore;
import io.millrace.local.testing.TestInfra;
import io.millrace.local.testing.TestPostgres.Coordinates;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** A database of this test's own with the flow's schema in it, and instances of the flow that work on it. */
public final class TestDatabase implements AutoCloseable {

    public static final Clock CLOCK = Clock.fixed(AnOrder.PLACED.plusSeconds(1), ZoneOffset.UTC);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Coordinates at;
    private final List<ConnectionPool> pools = new ArrayList<>();
    private final DatabaseClient sql;

    private TestDatabase(Coordinates at) {
        this.at = at;
        this.sql = DatabaseClient.create(pool());
    }

    public static TestDatabase empty() {
        return migrated("classpath:db/migration");
    }

    public static TestDatabase seeded() {
        return migrated("classpath:db/migration", "classpath:db/seed");
    }

    private static TestDatabase migrated(String... locations) {
        Coordinates at = TestInfra.postgres().createDatabase("inventory_" + NUMBER.incrementAndGet());
        Flyway.configure()
                .dataSource(at.jdbcUrl(), at.user(), at.password())
                .locations(locations)
                .load()
                .migrate();
        return new TestDatabase(at);
    }

    /** One more instance of the flow, with connections of its own. */
    public InventoryHandler instance() {
        return new InventoryHandler(store(), CLOCK);
    }

    public StockStore store() {
        return store(pool());
    }

    public OpenReservations openReservations() {
        return new OpenReservations(sql);
    }

    public static StockStore storeWithoutDatabase() {
        return store(new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host("127.0.0.1")
                .port(1)
                .username("nobody")
                .build()));
    }

    private static StockStore store(ConnectionFactory connections) {
        return new StockStore(DatabaseClient.create(connections), new R2dbcTransactionManager(connections));
    }

    private ConnectionPool pool() {
        PostgresqlConnectionConfiguration configuration = PostgresqlConnectionConfiguration.builder()
                .host(at.host())
                .port(at.port())
                .database(at.database())
                .username(at.user())
                .password(at.password())
                .options(Map.of("plan_cache_mode", "force_custom_plan"))
                .statementTimeout(Duration.ofSeconds(20))
                .build();
        ConnectionPool pool =
                new ConnectionPool(ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(configuration))
                        .initialSize(1)
                        .maxSize(8)
                        .build());
        pools.add(pool);
        return pool;
    }

    public void stock(String sku, long pieces) {
        sql.sql("INSERT INTO stock (sku, available, reserved, sold) VALUES ($1, $2, 0, 0)")
                .bind(0, sku)
                .bind(1, pieces)
                .then()
                .block();
    }

    public StockLevel level(String sku) {
        return requireNonNull(sql.sql("SELECT available, reserved, sold FROM stock WHERE sku = $1")
                .bind(0, sku)
                .map(row -> new StockLevel(number(row, 0), number(row, 1), number(row, 2)))
                .one()
                .block());
    }

    public List<Reservation.State> states() {
        return all("SELECT state FROM reservations ORDER BY order_id", row -> Reservation.State.valueOf(text(row, 0)));
    }

    /** What all rows of {@code stock} sum up to. */
    public long pieces() {
        return all("SELECT coalesce(sum(available + reserved + sold), 0)::bigint FROM stock", row -> number(row, 0))
                .getFirst();
    }

    public long adjusted() {
        return all("SELECT coalesce(sum(delta), 0)::bigint FROM adjustments WHERE applied", row -> number(row, 0))
                .getFirst();
    }

    /** Skus whose counters tell another story than their orders. */
    public List<String> skusThatDisagreeWithTheirReservations() {
        return all("""
                WITH promised AS (
                    SELECT line ->> 'sku' AS sku,
                           sum((line ->> 'quantity')::bigint) FILTER (WHERE state = 'RESERVED') AS reserved,
                           sum((line ->> 'quantity')::bigint) FILTER (WHERE state = 'SOLD') AS sold
                    FROM reservations, jsonb_array_elements(lines) AS line GROUP BY 1)
                SELECT sku FROM stock FULL JOIN promised USING (sku)
                WHERE stock.reserved IS DISTINCT FROM coalesce(promised.reserved, 0)
                   OR stock.sold IS DISTINCT FROM coalesce(promised.sold, 0)
                """, row -> text(row, 0));
    }

    public List<String> plan(String statement, String[] skus) {
        return sql.inConnection(connection -> Flux.from(connection
                                .createStatement("EXPLAIN (COSTS OFF) " + statement)
                                .bind(0, skus)
                                .execute())
                        .flatMap(result -> result.map(row -> text(row, 0)))
                        .collectList())
                .blockOptional()
                .orElseThrow();
    }

    public void run(String statement) {
        sql.sql(statement).then().block();
    }

    private <T> List<T> all(String query, Function<Readable, T> row) {
        return requireNonNull(sql.sql(query).map(row).all().collectList().block());
    }

    private static String text(Readable row, int column) {
        return requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, int column) {
        return requireNonNull(row.get(column, Long.class));
    }

    @Override
    public void close() {
        pools.forEach(pool -> pool.disposeLater().block());
    }
}
