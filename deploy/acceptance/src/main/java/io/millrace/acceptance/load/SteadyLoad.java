package io.millrace.acceptance.load;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Customers at a fixed rate, each on a thread of their own: an open loop, which does not spare a system that stalls. What is under way is
 * bounded by the rate and the time after which a customer gives up.
 */
public final class SteadyLoad implements AutoCloseable {

    /** Longer than the most persistent of customers asks. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(150);

    private final Consumer<Wish> customers;
    private final Mix mix;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private SteadyLoad(Consumer<Wish> customers, Mix mix) {
        this.customers = customers;
        this.mix = mix;
    }

    public static SteadyLoad start(Consumer<Wish> customers, Mix mix, int ordersASecond) {
        SteadyLoad load = new SteadyLoad(customers, mix);
        long period = TimeUnit.SECONDS.toNanos(1) / ordersASecond;
        load.clock.scheduleAtFixedRate(load::nextCustomer, 0, period, TimeUnit.NANOSECONDS);
        return load;
    }

    private void nextCustomer() {
        Wish wish = mix.next();
        threads.submit(() -> customers.accept(wish));
    }

    /** No more customers come; returns when the last of them has an answer. */
    public void stop() {
        clock.shutdown();
        threads.shutdown();
        try {
            if (!clock.awaitTermination(5, TimeUnit.SECONDS)
                    || !threads.awaitTermination(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("customers still wait for an answer after " + LAST_ANSWERS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
    }
}
