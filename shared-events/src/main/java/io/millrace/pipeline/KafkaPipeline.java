package io.millrace.pipeline;

import io.millrace.events.Event;
import io.millrace.events.wire.EventCodec;
import io.millrace.tracing.RecordSpans;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Receive, put in order, settle, acknowledge. Each record is settled (handled, or parked) before its offset may be committed. */
final class KafkaPipeline implements Pipeline {

    private static final Logger log = LoggerFactory.getLogger(KafkaPipeline.class);

    /** Enough for what had begun to be answered when a dependency went away; the rest would only wait out the drain for it. */
    private static final Duration DRAIN_IN_OUTAGE = Duration.ofSeconds(1);

    /** For the last commit and the farewell to the group; longer than the consumer itself takes to give up. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final String group;
    private final Mono<Collection<String>> topics;
    private final RecordSource source;
    private final EventCodec codec;
    private final Predicate<Event<?>> concerns;
    private final Settlement settlement;
    private final PipelineSettings settings;
    private final PipelineState state;
    private final PipelineMeters meters;
    private final LagWatch lag;
    private final RecordSpans spans;
    private volatile @Nullable Run current;

    /**
     * @param topics their names on the broker, once they are sure to exist
     * @param concerns whether an event is to be handled; one that is not is settled at once
     */
    KafkaPipeline(
            String group,
            Mono<Collection<String>> topics,
            RecordSource source,
            EventCodec codec,
            Predicate<Event<?>> concerns,
            Settlement settlement,
            PipelineSettings settings,
            PipelineState state,
            PipelineMeters meters,
            RecordSpans spans,
            LagWatch lag) {
        this.group = group;
        this.topics = topics;
        this.source = source;
        this.codec = codec;
        this.concerns = concerns;
        this.settlement = settlement;
        this.settings = settings;
        this.state = state;
        this.spans = spans;
        this.meters = meters;
        this.lag = lag;
        meters.watch(new Now());
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public Optional<String> waitsFor() {
        return state.waitsFor();
    }

    @Override
    public boolean isDead() {
        Run run = current;
        return run != null && run.subscription.isDisposed() && !run.stopping;
    }

    /** Of the present run; zero before the first. */
    private final class Now implements PipelineMeters.Watched {

        @Override
        public double inFlight() {
            Run run = current;
            return run == null ? 0 : run.order.inFlight();
        }

        @Override
        public double alive() {
            return isDead() ? 0 : 1;
        }

        @Override
        public double lagRecords() {
            return lag.records();
        }

        @Override
        public double lagSeconds() {
            return lag.seconds();
        }

        @Override
        public double oldestSeconds() {
            Run run = current;
            return run == null ? 0 : run.ledger.oldestNanos() / 1e9;
        }
    }

    @Override
    public void start() {
        current = new Run();
    }

    /**
     * Takes nothing more in, waits for the batches in work, commits, leaves the group. What has come in but is not in work is left to whoever
     * is assigned next.
     */
    @Override
    public void stop(Runnable stopped) {
        Run ending = current;
        if (ending == null) {
            stopped.run();
        } else {
            ending.end().doFinally(end -> stopped.run()).subscribe();
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        Run run = current;
        return run != null && !run.subscription.isDisposed();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private @Nullable Delivery deliver(ConsumerRecord<byte[], byte[]> record, PartitionLedger.Entry entry) {
        if (Replay.isForAnother(record, group)) {
            return passedOver(entry);
        }
        Event<?> event;
        boolean isOurConcern;
        try {
            event = codec.decode(record);
            isOurConcern = concerns.test(event);
        } catch (RuntimeException defect) {
            // Undecodable, InvalidFact, or a defect of the codec or of the handler's judgement: none of them may end
            // the stream for the records behind.
            return Delivery.unreadable(record, entry, defect, spans.processingUnread(record, group));
        }
        return isOurConcern
                ? Delivery.readable(record, entry, event, spans.processing(record, event, group))
                : passedOver(entry);
    }

    private @Nullable Delivery passedOver(PartitionLedger.Entry entry) {
        entry.settle();
        meters.passedOver();
        return null;
    }

    /** From one start to its stop. A context may be stopped and started again; nothing of the former run must be found by the next. */
    private final class Run {

        private final Ledger ledger = new Ledger();
        private final AtomicInteger batchesInWork = new AtomicInteger();
        private final Sinks.Empty<Void> idle = Sinks.empty();

        /** Those that are traced and not settled; as bounded as all that is in flight. */
        private final Set<Delivery> traced = ConcurrentHashMap.newKeySet();

        private final KeyOrder<Delivery> order = new KeyOrder<>(
                topics.flatMapMany(names -> source.group(group, names, ledger, this::arrived)),
                Delivery::lane,
                delivery -> delivery.attempts() > 0,
                settings.maxBatch(),
                settings.minBeside(),
                settings.maxInFlight());
        private final Disposable watching = lag.watch(group, ledger);
        private volatile boolean stopping;
        private final Disposable subscription = order.subscribeWith(new InWork<>(
                settings.concurrency(),
                this::settle,
                error -> log.error("The pipeline of {} is dead and will not come back", group, error),
                () -> log.info("The pipeline of {} has ended", group)));

        private @Nullable Delivery arrived(ConsumerRecord<byte[], byte[]> record, PartitionLedger.Entry entry) {
            Delivery delivery = deliver(record, entry);
            if (delivery != null && delivery.span().isRecording()) {
                traced.add(delivery);
            }
            return delivery;
        }

        private Mono<Void> settle(List<Delivery> batch) {
            batchesInWork.incrementAndGet();
            return settlement.settle(batch).doOnNext(this::apply).then().doFinally(end -> {
                order.ended(batch);
                if (batchesInWork.decrementAndGet() == 0 && stopping) {
                    idle.tryEmitEmpty();
                }
            });
        }

        private void apply(Settlement.Outcome outcome) {
            switch (outcome) {
                case Settlement.Outcome.Settled settled -> {
                    settled.deliveries().forEach(Delivery::settle);
                    settled.deliveries().forEach(traced::remove);
                    order.settled(settled.deliveries());
                }
                case Settlement.Outcome.Later later -> {
                    order.putBack(later.deliveries());
                    // Bounded by what is in flight; a timer that outlives the pipeline finds it closed.
                    Mono.delay(later.delay())
                            .subscribe(due -> order.resume(later.deliveries().getFirst()));
                }
            }
        }

        Mono<Void> end() {
            Duration drain = waitsFor().isPresent() ? min(DRAIN_IN_OUTAGE, settings.drain()) : settings.drain();
            return order.close()
                    .then(Mono.defer(this::lastBatchSettled))
                    .timeout(drain)
                    .doOnError(late -> log.warn(
                            "{} batches of {} did not settle within {}; they will be delivered again",
                            batchesInWork.get(),
                            group,
                            drain))
                    // Logged above; a late batch is no reason not to commit and leave.
                    .onErrorComplete()
                    .then(Mono.fromRunnable(() -> {
                        watching.dispose();
                        subscription.dispose();
                        traced.forEach(Delivery::leave);
                        traced.clear();
                    }))
                    .then(Mono.defer(source::closed).timeout(CLOSE_TIMEOUT, Mono.empty()));
        }

        private Mono<Void> lastBatchSettled() {
            stopping = true; // before the count is read: the batch that makes it 0 must know
            return batchesInWork.get() == 0 ? Mono.empty() : idle.asMono();
        }
    }
}
