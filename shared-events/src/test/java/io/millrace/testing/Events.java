package io.millrace.testing;

import io.millrace.events.Event;
import io.millrace.events.EventIds;
import io.millrace.events.Fact;
import io.millrace.events.StockAdjusted;
import io.millrace.events.TraceContext;
import java.util.UUID;

/** Puts facts into envelopes. */
public final class Events {

    public static final String SOURCE = "/millrace/test";
    public static final TraceContext TRACED =
            new TraceContext("corr-1", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1");

    private Events() {}

    /** The fact as it travels, with a trace and the correlation id {@code corr-1}. */
    public static <F extends Fact> Event<F> event(F fact) {
        String id = fact instanceof StockAdjusted ? UUID.randomUUID().toString() : EventIds.of(fact);
        return new Event<>(id, SOURCE, Orders.NOON, TRACED, fact);
    }
}
