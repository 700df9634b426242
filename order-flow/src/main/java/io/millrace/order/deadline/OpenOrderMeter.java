package io.millrace.order.deadline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells how old the oldest open order is. Looked up now and then, since whoever reads meters must not wait; it goes on ageing between the looks, and while the
 * database does not answer.
 */
final class OpenOrderMeter implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OpenOrderMeter.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Stands for none. */
    private static final Instant NEVER = Instant.MAX;

    private final Supplier<Mono<Instant>> oldest;
    private final Clock clock;
    private volatile Instant placedAt = NEVER;
    private volatile Disposable looking = Disposables.disposed();

    /** @param oldest when the oldest open order was placed; empty when none is open */
    OpenOrderMeter(Supplier<Mono<Instant>> oldest, Clock clock, MeterRegistry meters) {
        this.oldest = oldest;
        this.clock = clock;
        TimeGauge.builder("millrace.orders.oldest.open", this, TimeUnit.SECONDS, OpenOrderMeter::seconds)
                .description(
                        "Age of the oldest order that is not settled; 0 when all are. Every instance tells the same")
                .register(meters);
    }

    private double seconds() {
        Instant since = placedAt;
        return since.equals(NEVER)
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1e3);
    }

    @Override
    public void start() {
        looking = Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> look(), 0)
                .subscribe();
    }

    private Mono<Void> look() {
        return Mono.defer(oldest)
                .defaultIfEmpty(NEVER)
                .doOnNext(found -> placedAt = found)
                // That the database is away is told elsewhere; what was found last goes on ageing meanwhile.
                .onErrorResume(error -> {
                    log.debug("The oldest open order was not found this time", error);
                    return Mono.empty();
                })
                .then();
    }

    @Override
    public void stop() {
        looking.dispose();
    }

    @Override
    public boolean isRunning() {
        return !looking.isDisposed();
    }
}
