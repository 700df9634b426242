package io.millrace.reconciler;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a flow asks what became of an order that it holds something for, and how often; see {@code application.yaml}.
 *
 * @param heldFor longer than orders take to end, their deadline included; shorter, and orders are asked for that are merely slow
 */
@ConfigurationProperties("millrace.reconciler")
public record ReconcilerProperties(
        @DefaultValue("15m") Duration heldFor,
        @DefaultValue("10s") Duration interval,
        @DefaultValue("5m") Duration repeatAfter,
        @DefaultValue("500") int batch) {

    public ReconcilerProperties {
        if (!heldFor.isPositive()) {
            throw new IllegalArgumentException("millrace.reconciler.held-for must be more than 0");
        }
    }

    SweepProperties sweep() {
        return new SweepProperties(interval, repeatAfter, batch);
    }
}
