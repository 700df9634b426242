package io.millrace.order.deadline;

import io.millrace.reconciler.SweepProperties;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When an order is late, and how late ones are looked for; see {@code application.yaml} for what each does.
 *
 * @param deadline from the moment the gateway took the order in
 */
@Validated
@ConfigurationProperties("millrace.order")
public record DeadlineProperties(
        @DefaultValue("10m") @DurationMin(seconds = 1) Duration deadline,
        @DefaultValue SweepProperties sweep) {}
