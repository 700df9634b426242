package io.millrace.inventory.store;

import static java.util.Objects.requireNonNull;

import io.millrace.events.CancellationReason;
import io.millrace.events.OrderId;
import io.millrace.events.Sku;
import io.millrace.events.wire.FactJson;
import io.millrace.inventory.stock.Reservation;
import io.millrace.inventory.stock.StockLevel;
import io.millrace.tracing.Statement;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The rows a batch starts from. What there is nothing to ask for is not asked. */
final class StockReads {

    private static final String LEVELS = "SELECT sku, available, reserved, sold FROM stock WHERE sku = ANY($1)";

    /** The plan sorts below its LockRows node, so that rows are locked in the order of their skus whatever the order of the array. */
    static final String LOCK_LEVELS = LEVELS + " ORDER BY sku FOR UPDATE";

    private static final String RESERVATIONS =
            "SELECT order_id, state, lines, reason FROM reservations WHERE order_id = ANY($1)";

    private static final String ADJUSTMENTS = "SELECT id FROM adjustments WHERE id = ANY($1)";

    private static final Statement READING_STOCK = Statement.of("SELECT", "stock");
    private static final Statement READING_RESERVATIONS = Statement.of("SELECT", "reservations");
    private static final Statement READING_ADJUSTMENTS = Statement.of("SELECT", "adjustments");

    private final DatabaseClient database;

    StockReads(DatabaseClient database) {
        this.database = database;
    }

    Mono<Map<Sku, StockLevel>> lockLevels(Collection<Sku> skus) {
        return levels(LOCK_LEVELS, skus);
    }

    Mono<Map<Sku, StockLevel>> levels(Collection<Sku> skus) {
        return levels(LEVELS, skus);
    }

    private Mono<Map<Sku, StockLevel>> levels(String sql, Collection<Sku> skus) {
        return READING_STOCK.traced(
                skus.size(),
                database.sql(sql)
                        .bind(0, skus.stream().map(Sku::value).toArray(String[]::new))
                        .map(row -> Map.entry(new Sku(text(row, "sku")), level(row)))
                        .all()
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Mono<Map<OrderId, Reservation>> reservations(Set<OrderId> orders) {
        if (orders.isEmpty()) {
            return Mono.just(Map.of());
        }
        return READING_RESERVATIONS.traced(
                orders.size(),
                database.sql(RESERVATIONS)
                        .bind(0, orders.stream().map(OrderId::value).toArray(UUID[]::new))
                        .map(StockReads::reservation)
                        .all()
                        .collectMap(Reservation::orderId));
    }

    Mono<Set<String>> knownAdjustments(Set<String> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Set.of());
        }
        return READING_ADJUSTMENTS.traced(
                ids.size(),
                database.sql(ADJUSTMENTS)
                        .bind(0, ids.toArray(String[]::new))
                        .map(row -> text(row, "id"))
                        .all()
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static StockLevel level(Readable row) {
        return new StockLevel(count(row, "available"), count(row, "reserved"), count(row, "sold"));
    }

    private static Reservation reservation(Readable row) {
        @Nullable String reason = row.get("reason", String.class);
        return new Reservation(
                new OrderId(requireNonNull(row.get("order_id", UUID.class))),
                Reservation.State.valueOf(text(row, "state")),
                FactJson.readItems(requireNonNull(row.get("lines", byte[].class))),
                reason == null ? null : CancellationReason.valueOf(reason));
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }

    private static long count(Readable row, String column) {
        return requireNonNull(row.get(column, Long.class));
    }
}
