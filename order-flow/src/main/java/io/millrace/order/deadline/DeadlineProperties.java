package io.millrace.order.deadline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
        @Valid @DefaultValue Sweep sweep) {

    public record Sweep(
            @DefaultValue("5s") @DurationMin(millis = 100) Duration interval,
            @DefaultValue("30s") @DurationMin(millis = 100) Duration repeatAfter,
            @DefaultValue("500") @Min(1) @Max(5000) int batch) {}
}
