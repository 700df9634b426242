package io.millrace.pipeline;

import io.millrace.events.Event;
import io.millrace.logging.InContext;
import io.millrace.tracing.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Brings each record of a batch to its end: handled and its outcome published, or parked. What happens to a failure is decided here.
 *
 * <ul>
 *   <li><em>Outage</em>: the whole batch waits, and with it the place it has among the batches in work; so intake stops by itself.
 *   <li><em>Anything else, in a batch</em>: the batch is halved between keys, until the failing key is alone; its neighbours go on.
 *   <li><em>Transient, alone</em>: the key steps aside and comes back after a delay; after its last attempt the record is parked.
 *   <li><em>Permanent, alone</em>: parked at once.
 * </ul>
 */
final class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final BatchHandler handler;
    private final Publisher publisher;
    private final DeadLetters deadLetters;
    private final FailureSorter sorter;
    private final RetryPolicy retries;
    private final PipelineState state;
    private final PipelineMeters meters;
    private final Duration timeLimit;
    private final Tracing tracing;

    /** @param timeLimit for one call of the handler and the publication of its outcome: the last resort against one that never answers */
    Settlement(
            BatchHandler handler,
            Publisher publisher,
            DeadLetters deadLetters,
            FailureSorter sorter,
            RetryPolicy retries,
            PipelineState state,
            PipelineMeters meters,
            Duration timeLimit,
            Tracing tracing) {
        this.handler = handler;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.sorter = sorter;
        this.retries = retries;
        this.state = state;
        this.meters = meters;
        this.timeLimit = timeLimit;
        this.tracing = tracing;
    }

    /** What became of records of a batch. */
    sealed interface Outcome {

        /** They need no more work: their offsets may be committed, and others of their keys may go. */
        record Settled(List<Delivery> deliveries) implements Outcome {}

        /** They are of one key, and the first of them failed: they go back in front of their key, which waits. */
        record Later(List<Delivery> deliveries, Duration delay) implements Outcome {}
    }

    /** Settles a batch in as many parts as its failures make of it. Never errors. */
    Flux<Outcome> settle(List<Delivery> batch) {
        List<Delivery> readable = new ArrayList<>(batch.size());
        List<Delivery> unreadable = new ArrayList<>();
        for (Delivery delivery : batch) {
            (delivery.defect() == null ? readable : unreadable).add(delivery);
        }
        Flux<Outcome> handled = readable.isEmpty() ? Flux.empty() : attempt(readable);
        return unreadable.isEmpty()
                ? handled
                : handled.concatWith(Flux.fromIterable(unreadable).concatMap(this::parkUnreadable));
    }

    private Flux<Outcome> attempt(List<Delivery> deliveries) {
        return Retrying.retrying(handled(deliveries), outages(deliveries))
                .<Outcome>thenReturn(new Outcome.Settled(deliveries))
                .flux()
                // Every error has its consequence below; none leaves the pipeline.
                .onErrorResume(error -> afterFailure(deliveries, error));
    }

    private Mono<Void> handled(List<Delivery> deliveries) {
        return Mono.defer(() -> {
                    long began = System.nanoTime();
                    List<Event<?>> events = new ArrayList<>(deliveries.size());
                    for (Delivery delivery : deliveries) {
                        events.add(delivery.event());
                    }
                    return limited(handler.handle(events).flatMap(publisher::publishAll))
                            .doOnSuccess(done -> {
                                state.available();
                                meters.handled(deliveries.size(), System.nanoTime() - began);
                            });
                })
                .contextWrite(DeliverySpans.causes(tracing, deliveries)::into);
    }

    private Mono<Void> limited(Mono<Void> handled) {
        return handled.timeout(timeLimit, Mono.error(() -> new TimeoutException("not handled within " + timeLimit)));
    }

    /** Tries again for as long as a dependency is gone. One loop: a stage for each look would overflow the stack after a long outage. */
    private Retry outages(List<Delivery> deliveries) {
        return Retry.from(failures -> failures.concatMap(failed -> {
            Throwable error = failed.failure();
            if (!(sorter.sort(error) instanceof Failure.Unavailable gone)) {
                return Mono.error(error);
            }
            if (failed.totalRetries() == 0) {
                DeliverySpans.waiting(deliveries, gone.dependency());
            }
            return outage(gone.dependency(), error);
        }));
    }

    private Mono<Long> outage(String dependency, Throwable error) {
        meters.outage(dependency);
        return Mono.delay(state.unavailable(dependency, error));
    }

    private Flux<Outcome> afterFailure(List<Delivery> deliveries, Throwable error) {
        if (deliveries.size() > 1) {
            return inParts(deliveries);
        }
        Delivery failed = deliveries.getFirst();
        failed.failedOnceMore();
        if (sorter.sort(error) instanceof Failure.Permanent || retries.isExhausted(failed.attempts())) {
            return park(failed, error).flux();
        }
        meters.retried();
        Duration delay = retries.delayAfter(failed.attempts());
        DeliverySpans.retry(failed, error, delay);
        return Flux.just(new Outcome.Later(deliveries, delay));
    }

    /** Halves between keys; a single key record by record, and no further than to its first failure. */
    private Flux<Outcome> inParts(List<Delivery> deliveries) {
        Map<Object, List<Delivery>> byKey = new LinkedHashMap<>();
        for (Delivery delivery : deliveries) {
            byKey.computeIfAbsent(delivery.lane(), any -> new ArrayList<>()).add(delivery);
        }
        if (byKey.size() == 1) {
            return oneByOne(deliveries);
        }
        List<Delivery> left = new ArrayList<>();
        List<Delivery> right = new ArrayList<>();
        int half = byKey.size() / 2;
        int keys = 0;
        for (List<Delivery> ofKey : byKey.values()) {
            (keys++ < half ? left : right).addAll(ofKey);
        }
        return attempt(left).concatWith(Flux.defer(() -> attempt(right)));
    }

    private Flux<Outcome> oneByOne(List<Delivery> ofOneKey) {
        return Flux.range(0, ofOneKey.size())
                .concatMap(
                        i -> attempt(List.of(ofOneKey.get(i)))
                                .map(outcome -> outcome instanceof Outcome.Later later
                                        ? new Outcome.Later(ofOneKey.subList(i, ofOneKey.size()), later.delay())
                                        : outcome),
                        0)
                .takeUntil(Outcome.Later.class::isInstance);
    }

    private Mono<Outcome> parkUnreadable(Delivery delivery) {
        RuntimeException defect = delivery.defect();
        return park(delivery, defect == null ? new IllegalStateException("readable after all") : defect);
    }

    private Mono<Outcome> park(Delivery delivery, Throwable reason) {
        return deadLetters
                .park(delivery.record(), delivery.span(), reason, delivery.attempts())
                // Not parked is not settled: whatever keeps the broker from taking it, we wait.
                .retryWhen(
                        Retry.from(failures -> failures.concatMap(failed -> outage(Failure.KAFKA, failed.failure()))))
                .doOnSuccess(parked -> {
                    state.available(Failure.KAFKA);
                    meters.parked();
                    DeliverySpans.parked(delivery, reason);
                    parkedLine(delivery)
                            .log(
                                    "Parked the record at {}-{}@{} after {} attempts: {}",
                                    delivery.record().topic(),
                                    delivery.record().partition(),
                                    delivery.record().offset(),
                                    delivery.attempts(),
                                    reason.toString());
                })
                .thenReturn(new Outcome.Settled(List.of(delivery)));
    }

    private static LoggingEventBuilder parkedLine(Delivery delivery) {
        return delivery.defect() == null ? InContext.of(log.atError(), delivery.event()) : log.atError();
    }
}
