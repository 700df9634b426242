package io.millrace.inventory.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.events.CancellationReason;
import io.millrace.events.Sku;
import io.millrace.events.wire.FactJson;
import io.millrace.inventory.stock.Adjustment;
import io.millrace.inventory.stock.Reservation;
import io.millrace.inventory.stock.StockChanges;
import io.millrace.inventory.stock.StockLevel;
import io.millrace.tracing.Statement;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Writes what a batch changed: at most one statement a table and kind of change, and none where nothing changed. */
final class StockWrites {

    private static final String COUNT = """
            UPDATE stock SET available = now.available, reserved = now.reserved, sold = now.sold
            FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) AS now (sku, available, reserved, sold)
            WHERE stock.sku = now.sku
            """;

    private static final String STOCK = """
            INSERT INTO stock (sku, available, reserved, sold)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[])
            ON CONFLICT (sku) DO NOTHING
            """;

    private static final String OPEN = """
            INSERT INTO reservations (order_id, state, lines, reason)
            SELECT * FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[])
            ON CONFLICT (order_id) DO NOTHING
            """;

    private static final String SETTLE = """
            UPDATE reservations SET state = now.state
            FROM unnest($1::uuid[], $2::text[]) AS now (order_id, state)
            WHERE reservations.order_id = now.order_id AND reservations.state = 'RESERVED'
            """;

    private static final String ADJUST = """
            INSERT INTO adjustments (id, sku, delta, reason, applied)
            SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::boolean[])
            ON CONFLICT (id) DO NOTHING
            """;

    private static final Statement INSERTING_STOCK = Statement.of("INSERT", "stock");
    private static final Statement COUNTING_STOCK = Statement.of("UPDATE", "stock");
    private static final Statement ADJUSTING = Statement.of("INSERT", "adjustments");
    private static final Statement OPENING = Statement.of("INSERT", "reservations");
    private static final Statement SETTLING = Statement.of("UPDATE", "reservations");

    private final DatabaseClient database;

    StockWrites(DatabaseClient database) {
        this.database = database;
    }

    /** Inserts come in the order that {@link StockStore} relies on; updates touch only rows that are locked or that nobody else may change. */
    Mono<Void> write(StockChanges changes) {
        return stock(changes.stocked())
                .then(adjust(changes.adjustments()))
                .then(open(changes.opened()))
                .then(settle(changes.settled()))
                .then(count(changes.counted()));
    }

    private Mono<Void> stock(SortedMap<Sku, StockLevel> stocked) {
        return stocked.isEmpty()
                ? Mono.empty()
                : all(INSERTING_STOCK, stocked.size(), "new skus", bindLevels(STOCK, stocked));
    }

    private Mono<Void> count(SortedMap<Sku, StockLevel> counted) {
        return counted.isEmpty()
                ? Mono.empty()
                : all(COUNTING_STOCK, counted.size(), "stock levels", bindLevels(COUNT, counted));
    }

    /** Levels are written as they shall be, not as differences: their rows have been locked since they were read. */
    private GenericExecuteSpec bindLevels(String sql, SortedMap<Sku, StockLevel> levels) {
        return database.sql(sql)
                .bind(0, column(levels.keySet(), Sku::value, String[]::new))
                .bind(1, column(levels.values(), StockLevel::available, Long[]::new))
                .bind(2, column(levels.values(), StockLevel::reserved, Long[]::new))
                .bind(3, column(levels.values(), StockLevel::sold, Long[]::new));
    }

    private Mono<Void> adjust(List<Adjustment> adjustments) {
        if (adjustments.isEmpty()) {
            return Mono.empty();
        }
        List<Adjustment> byId =
                adjustments.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
        return all(
                ADJUSTING,
                byId.size(),
                "adjustments",
                database.sql(ADJUST)
                        .bind(0, column(byId, Adjustment::id, String[]::new))
                        .bind(1, column(byId, adjustment -> adjustment.sku().value(), String[]::new))
                        .bind(2, column(byId, adjustment -> adjustment.fact().delta(), Long[]::new))
                        .bind(3, column(byId, adjustment -> adjustment.fact().reason(), String[]::new))
                        .bind(4, column(byId, Adjustment::applied, Boolean[]::new)));
    }

    private Mono<Void> open(List<Reservation> opened) {
        if (opened.isEmpty()) {
            return Mono.empty();
        }
        return all(
                OPENING,
                opened.size(),
                "new reservations",
                database.sql(OPEN)
                        .bind(0, column(opened, StockWrites::key, UUID[]::new))
                        .bind(1, column(opened, StockWrites::state, String[]::new))
                        .bind(2, column(opened, StockWrites::lines, String[]::new))
                        .bind(3, column(opened, StockWrites::reason, String[]::new)));
    }

    private Mono<Void> settle(List<Reservation> settled) {
        if (settled.isEmpty()) {
            return Mono.empty();
        }
        return all(
                SETTLING,
                settled.size(),
                "settled reservations",
                database.sql(SETTLE)
                        .bind(0, column(settled, StockWrites::key, UUID[]::new))
                        .bind(1, column(settled, StockWrites::state, String[]::new)));
    }

    private static Mono<Void> all(Statement kind, int decided, String rows, GenericExecuteSpec statement) {
        return kind.traced(decided, statement.fetch().rowsUpdated())
                .flatMap(written ->
                        written == decided ? Mono.empty() : Mono.error(new Overtaken(rows, written, decided)));
    }

    private static UUID key(Reservation reservation) {
        return reservation.orderId().value();
    }

    private static String state(Reservation reservation) {
        return reservation.state().name();
    }

    private static String lines(Reservation reservation) {
        return new String(FactJson.writeItems(reservation.lines()), UTF_8);
    }

    private static @Nullable String reason(Reservation reservation) {
        CancellationReason reason = reservation.reason();
        return reason == null ? null : reason.name();
    }

    private static <T, V extends @Nullable Object> V[] column(
            Collection<T> rows, Function<T, V> value, IntFunction<V[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
