package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.load.Attempt;
import io.millrace.acceptance.load.Attempt.Outcome;
import io.millrace.acceptance.load.Customers;
import io.millrace.acceptance.load.Mix;
import io.millrace.acceptance.load.Recovery;
import io.millrace.acceptance.load.SteadyLoad;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A steady load while a test does its worst; in the end all that was accepted is settled, and nothing was parked. */
final class UnderLoad implements AutoCloseable {

    private static final int ORDERS_A_SECOND = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Millrace millrace;
    private final Customers customers;
    private final SteadyLoad load;
    private final Recovery recovery;
    private final long deadLettersBefore;

    UnderLoad(Millrace millrace) {
        this.millrace = millrace;
        deadLettersBefore = millrace.topics().deadLetterCount();
        List<String> skus =
                Stream.generate(millrace.inventory()::anArticle).limit(3).toList();
        customers = new Customers(millrace.orders());
        recovery = new Recovery(millrace.orders(), customers, skus.getFirst());
        load = SteadyLoad.start(customers::place, new Mix(skus.hashCode(), skus), ORDERS_A_SECOND);
        getsThrough("at first");
    }

    /** An order placed from now on is confirmed, and soon. */
    Duration getsThrough(String when) {
        Duration took = recovery.await(PATIENCE)
                .orElseThrow(() -> new AssertionError("no order is confirmed within " + PATIENCE + " " + when));
        System.out.printf("an order gets through %s after %.1f s%n", when, took.toMillis() / 1_000.0);
        return took;
    }

    /** Until so many more orders were accepted: whatever is broken meanwhile, the gateway is not. */
    void acceptsMore(int orders) {
        long target = accepted().size() + orders;
        await(orders + " more orders to be accepted")
                .atMost(PATIENCE)
                .until(() -> accepted().size() >= target);
    }

    List<Attempt> refused() {
        return customers.attempts().stream()
                .filter(attempt -> attempt.outcome() instanceof Outcome.Refused)
                .toList();
    }

    private List<String> accepted() {
        return customers.attempts().stream()
                .map(Attempt::outcome)
                .filter(Outcome.Accepted.class::isInstance)
                .map(outcome -> ((Outcome.Accepted) outcome).orderId())
                .toList();
    }

    void endsWithAllSettledAndNothingParked() {
        load.stop();
        Backlog.awaitSettled(millrace, accepted());
        assertThat(millrace.topics().deadLetterCount())
                .as("dead letters, before and after")
                .isEqualTo(deadLettersBefore);
    }

    @Override
    public void close() {
        load.close();
        recovery.close();
    }
}
