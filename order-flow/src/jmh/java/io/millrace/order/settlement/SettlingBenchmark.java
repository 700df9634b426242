package io.millrace.order.settlement;

import static io.millrace.testing.Events.event;
import static io.millrace.testing.Orders.NOON;
import static io.millrace.testing.Orders.anOrder;

import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderCreated;
import io.millrace.events.PaymentCompleted;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an order learns until it is settled: its placement, its payment and its stock, one by one or all in one batch. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class SettlingBenchmark {

    private final OrderCreated placed = anOrder().placed();
    private final Event<?> created = event(placed);
    private final Event<?> paid = event(new PaymentCompleted(placed.orderId(), true, null));
    private final Event<?> reserved = event(new InventoryReserved(placed.orderId(), true, null));
    private final Order unheardOf = Order.unheardOf(placed.orderId());
    private final OrderFacts allFacts =
            OrderFacts.of(created).and(OrderFacts.of(paid)).and(OrderFacts.of(reserved));
    private final Order confirmed = unheardOf.learn(allFacts, NOON);

    /** Three changes, the last of which settles it. */
    @Benchmark
    public Object settleOneByOne() {
        return unheardOf
                .learn(OrderFacts.of(created), NOON)
                .learn(OrderFacts.of(paid), NOON)
                .learn(OrderFacts.of(reserved), NOON);
    }

    /** One change, of what three events tell. */
    @Benchmark
    public Object mergeAndSettle() {
        OrderFacts facts = OrderFacts.of(created).and(OrderFacts.of(paid)).and(OrderFacts.of(reserved));
        return unheardOf.learn(facts, NOON);
    }

    /** A redelivery, from which there is nothing to learn. */
    @Benchmark
    public Object learnNothingNew() {
        return confirmed.learn(OrderFacts.of(paid), NOON);
    }

    @Benchmark
    public Object tellHowItStands() {
        return confirmed.asItStands();
    }
}
