package io.millrace.order.intake;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.events.CancellationReason;
import io.millrace.events.OrderStatus;
import io.millrace.logging.OrderLog;
import io.millrace.order.settlement.Order;
import io.millrace.order.settlement.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells of each order that was settled just now, in numbers and in the log; of none a second time, since what is delivered again changes nothing. */
final class SettledOrders {

    private final Counter confirmed;
    private final Map<CancellationReason, Counter> cancelled = new EnumMap<>(CancellationReason.class);
    private final Timer settling;

    SettledOrders(MeterRegistry meters) {
        confirmed = counter(meters, OrderStatus.CONFIRMED, null);
        for (CancellationReason reason : CancellationReason.values()) {
            cancelled.put(reason, counter(meters, OrderStatus.CANCELLED, reason));
        }
        settling = Timer.builder("millrace.orders.settling")
                .description("From the moment an order was placed to the moment it was settled")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, OrderStatus status, @Nullable CancellationReason reason) {
        return Counter.builder("millrace.orders.settled")
                .description("Orders settled, by what became of them")
                .tag("status", status.name())
                .tag("reason", reason == null ? "NONE" : reason.name())
                .register(meters);
    }

    void tell(Collection<Step> steps) {
        for (Step step : steps) {
            if (step.change().isProgress() && step.change().after().isSettled()) {
                tell(step);
            }
        }
    }

    private void tell(Step step) {
        Order order = step.change().after();
        Standing end = requireNonNull(order.standing());
        Instant placedAt = requireNonNull(order.facts().placement()).placedAt();
        Optional.ofNullable(end.reason()).map(cancelled::get).orElse(confirmed).increment();
        settling.record(Duration.between(placedAt, requireNonNull(order.settledAt())));
        OrderLog.decided(
                end.status().name().toLowerCase(Locale.ROOT),
                end.reason(),
                order.id(),
                step.news().context());
    }
}
