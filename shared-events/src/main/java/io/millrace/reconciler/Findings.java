package io.millrace.reconciler;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what was found; what is found again, because nothing came of it yet, counts again. */
public final class Findings {

    private static final String NAME = "millrace.reconciler.found";

    private Findings() {}

    /** @param kind such as {@code late-order} */
    public static Counter counter(MeterRegistry meters, String kind) {
        return Counter.builder(NAME)
                .description(
                        "what no single record would have told: orders late or never placed, and what is held for them")
                .tag("kind", kind)
                .register(meters);
    }
}
