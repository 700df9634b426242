package io.millrace.acceptance.load;

import static io.millrace.acceptance.client.OrderDraft.anOrder;

import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.load.Attempt.Outcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How soon after a fault an order gets through again: placed after it, and seen to be confirmed. */
public final class Recovery implements AutoCloseable {

    private static final long NEXT_ORDER_MILLIS = 250;
    private static final long NEXT_LOOK_MILLIS = 100;

    private final Orders orders;
    private final Customers customers;
    private final String sku;

    /** Outlives a single recovery: an order that is late is placed to its end, or nobody would know of it. */
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Recovery(Orders orders, Customers customers, String sku) {
        this.orders = orders;
        this.customers = customers;
        this.sku = sku;
    }

    /** Empty when no order got through in time. */
    public Optional<Duration> await(Duration longest) {
        Instant begin = Instant.now();
        CompletableFuture<Instant> first = new CompletableFuture<>();
        while (!isDoneWithin(first, NEXT_ORDER_MILLIS) && Instant.now().isBefore(begin.plus(longest))) {
            threads.submit(() -> follow(first, begin.plus(longest)));
        }
        return Optional.ofNullable(first.getNow(null)).map(confirmed -> Duration.between(begin, confirmed));
    }

    private void follow(CompletableFuture<Instant> first, Instant deadline) {
        if (customers.place(anOrder().of(1, sku)).outcome() instanceof Outcome.Accepted accepted) {
            while (!isDoneWithin(first, NEXT_LOOK_MILLIS) && Instant.now().isBefore(deadline)) {
                if (look(accepted.orderId()).filter(OrderView::isConfirmed).isPresent()) {
                    first.complete(Instant.now());
                }
            }
        }
    }

    private Optional<OrderView> look(String orderId) {
        try {
            return orders.find(orderId);
        } catch (UncheckedIOException notYet) {
            return Optional.empty(); // Not to be asked is as good as not confirmed.
        }
    }

    private static boolean isDoneWithin(CompletableFuture<Instant> first, long millis) {
        try {
            first.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for those whose order is under way. */
    @Override
    public void close() {
        threads.close();
    }
}
