package io.millrace.order.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.Event;
import io.millrace.events.OrderAbandoned;
import io.millrace.reconciler.Findings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the orders that something was held for and nobody placed. */
final class AbandonedOrders {

    private static final Logger log = LoggerFactory.getLogger(AbandonedOrders.class);

    private final Counter found;

    AbandonedOrders(MeterRegistry meters) {
        this.found = Findings.counter(meters, "abandoned-order");
    }

    void count(List<Event<?>> outcomes) {
        long abandoned = outcomes.stream()
                .filter(event -> event.fact() instanceof OrderAbandoned)
                .count();
        if (abandoned > 0) {
            found.increment(abandoned);
            log.warn("Found {} orders that something is held for and nobody placed", abandoned);
        }
    }
}
