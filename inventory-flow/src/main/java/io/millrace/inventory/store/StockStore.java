package io.millrace.inventory.store;

import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import io.millrace.events.Sku;
import io.millrace.inventory.stock.KnownStock;
import io.millrace.inventory.stock.Reservation;
import io.millrace.inventory.stock.StockBook;
import io.millrace.inventory.stock.StockLevel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Mono;

/**
 * Takes a batch through one transaction: lock, read, decide, write. The number of statements does not depend on the number of events.
 *
 * <p>Two batches can hold facts of one order at the same time: its creation and its end are on two topics, whose partitions may be with two
 * instances, and a partition that moves is read twice for a while. That nothing is reserved or sold twice has two reasons.
 *
 * <ol>
 *   <li>Facts of an order name its lines, so both batches lock the same rows of {@code stock} first. The second waits until the first has
 *       committed, and only then reads the reservations, in a statement of its own: READ COMMITTED gives each statement a snapshot of its own, and
 *       one that was taken before the wait would miss what the first wrote. That an order is abandoned is said without its lines; those of its
 *       reservation, which never change, are looked up beforehand.
 *   <li>An order of unknown skus alone, and a sku nobody has stocked yet, have no row to lock. So every write also says what it expects to
 *       find, no row or a RESERVED one, and a batch that writes fewer rows than it decided is {@link Overtaken}: rolled back and tried again. So
 *       is one that finds a reservation of an abandoned order which was not there when its lines were looked up.
 * </ol>
 *
 * <p>Batches cannot deadlock: all lock existing stock by sku first, and then insert, table by table in the same order and each by its key. A batch that
 * waits to insert is therefore waited for only by those with locks or keys before its own.
 */
@Component
public class StockStore {

    private final StockReads reads;
    private final StockWrites writes;
    private final TransactionalOperator transaction;

    public StockStore(DatabaseClient database, ReactiveTransactionManager transactions) {
        this.reads = new StockReads(database);
        this.writes = new StockWrites(database);
        this.transaction = TransactionalOperator.create(transactions, readCommitted());
    }

    private static TransactionDefinition readCommitted() {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return definition;
    }

    /**
     * Decides on what is known, and keeps what that changed.
     *
     * @param decision called once, with the rows of {@code scope} locked; pure but for what it does to the book
     * @return what was decided, once it is committed. Whatever {@code decision} throws rolls all of it back
     */
    public <T> Mono<T> decide(Scope scope, Function<StockBook, T> decision) {
        return known(scope)
                .flatMap(known -> {
                    StockBook book = new StockBook(known);
                    T decided = decision.apply(book);
                    return writes.write(book.changes()).thenReturn(decided);
                })
                .as(transaction::transactional);
    }

    private Mono<KnownStock> known(Scope scope) {
        return skus(scope)
                .flatMap(skus -> reads.lockLevels(skus)
                        .flatMap(levels -> reads.reservations(scope.orders())
                                .doOnNext(reservations -> requireLocks(scope.unnamed(), reservations, skus))
                                .flatMap(reservations -> reads.knownAdjustments(scope.adjustments())
                                        .map(adjustments -> new KnownStock(levels, reservations, adjustments)))));
    }

    private Mono<Set<Sku>> skus(Scope scope) {
        return reads.reservations(scope.unnamed())
                .map(reservations -> Stream.concat(
                                scope.skus().stream(),
                                reservations.values().stream().flatMap(StockStore::skus))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static void requireLocks(Set<OrderId> unnamed, Map<OrderId, Reservation> reservations, Set<Sku> locked) {
        long appeared = unnamed.stream()
                .map(reservations::get)
                .filter(Objects::nonNull)
                .filter(reservation -> !skus(reservation).allMatch(locked::contains))
                .count();
        if (appeared > 0) {
            throw new Overtaken(appeared + " reservations came to be while their batch began");
        }
    }

    private static Stream<Sku> skus(Reservation reservation) {
        return reservation.lines().stream().map(OrderLine::sku);
    }

    /** The levels of those skus that were ever stocked, as they stand; locks nothing. */
    public Mono<Map<Sku, StockLevel>> levels(List<Sku> skus) {
        return reads.levels(skus);
    }
}
