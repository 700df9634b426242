package io.millrace.reconciler;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How overdue orders are looked for.
 *
 * @param interval between the end of one look and the next; longer: what is overdue is found later by as much
 * @param repeatAfter what is still overdue then is told of again; shorter: more records about one order while others lag
 * @param batch orders in one request to the broker
 */
public record SweepProperties(
        @DefaultValue("5s") Duration interval,
        @DefaultValue("30s") Duration repeatAfter,
        @DefaultValue("500") int batch) {

    static final int MAX_BATCH = 5000;

    public SweepProperties {
        if (!interval.isPositive() || !repeatAfter.isPositive()) {
            throw new IllegalArgumentException("interval and repeat-after of a sweep must be more than 0");
        }
        if (batch < 1 || batch > MAX_BATCH) {
            throw new IllegalArgumentException("the batch of a sweep must be from 1 to " + MAX_BATCH);
        }
    }
}
