package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.Event;
import io.millrace.events.wire.EventCodec;
import io.millrace.events.wire.Topic;
import io.millrace.tracing.RecordSpans;
import io.millrace.tracing.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@link Pipelines} on Kafka. */
final class KafkaPipelines implements Pipelines {

    /** Keys, or questions, for which a batch beside the one in work pays: a statement of so many costs each a small part of one of its own. */
    private static final int WORTH_A_BATCH = 64;

    private final Supplier<KafkaSource> sources;
    private final TopicProvisioner topics;
    private final EventCodec codec;
    private final String prefix;
    private final KafkaSink sink;
    private final FailureSorter sorter;
    private final Bounds bounds;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Mono<Admin> admin;
    private final Tracing tracing;

    /**
     * What a service may have in work; each a ceiling on memory.
     *
     * @param maxInFlight records received and not settled, per pipeline
     * @param maxBatch events in a batch, and questions in a batch of SQL
     * @param batchConcurrency batches in work at a time; the second goes beside the first when it is large, or the first takes long
     * @param eventConcurrency single events in work at a time
     * @param timeLimit for one call of a handler, its publication included
     * @param drain how long stopping waits for what is in work
     */
    record Bounds(
            int maxInFlight,
            int maxBatch,
            int batchConcurrency,
            int eventConcurrency,
            RetryPolicy retries,
            Duration timeLimit,
            Duration drain) {}

    KafkaPipelines(
            Supplier<KafkaSource> sources,
            TopicProvisioner topics,
            EventCodec codec,
            String prefix,
            KafkaSink sink,
            FailureSorter sorter,
            Bounds bounds,
            MeterRegistry registry,
            Clock clock,
            Mono<Admin> admin,
            Tracing tracing) {
        this.sources = sources;
        this.topics = topics;
        this.codec = codec;
        this.prefix = prefix;
        this.sink = sink;
        this.sorter = sorter;
        this.bounds = bounds;
        this.registry = registry;
        this.clock = clock;
        this.admin = admin;
        this.tracing = tracing;
    }

    @Override
    public Pipeline batches(String group, Set<Topic> read, BatchHandler handler) {
        return pipeline(group, read, handler, handler::concerns, bounds.maxBatch(), bounds.batchConcurrency());
    }

    @Override
    public Pipeline events(String group, Set<Topic> read, EventHandler handler) {
        return pipeline(
                group,
                read,
                events -> handler.handle(events.getFirst()),
                handler::concerns,
                1,
                bounds.eventConcurrency());
    }

    private Pipeline pipeline(
            String group,
            Set<Topic> read,
            BatchHandler handler,
            Predicate<Event<?>> concerns,
            int maxBatch,
            int concurrency) {
        var state = new PipelineState(group, bounds.retries().maxDelay(), clock);
        var meters = new PipelineMeters(registry, group, state);
        var spans = new RecordSpans(tracing);
        var settlement = new Settlement(
                handler,
                sink,
                new DeadLetters(sink::publishRaw, group, spans),
                sorter,
                bounds.retries(),
                state,
                meters,
                bounds.timeLimit(),
                tracing);
        var settings = new PipelineSettings(
                bounds.maxInFlight(), maxBatch, worthABatch(maxBatch), concurrency, bounds.retries(), bounds.drain());
        Mono<Collection<String>> names = topics.partitions()
                .thenReturn(read.stream().map(topic -> topic.name(prefix)).toList());
        return new KafkaPipeline(
                group,
                names,
                sources.get(),
                codec,
                concerns,
                settlement,
                settings,
                state,
                meters,
                spans,
                new LagWatch(admin));
    }

    @Override
    public <Q, A> Batcher<Q, A> batcher(String name, Function<List<Q>, Mono<List<A>>> answers) {
        return new SelfFormingBatches<>(
                name,
                answers,
                sorter,
                bounds.maxBatch(),
                worthABatch(bounds.maxBatch()),
                bounds.maxInFlight(),
                bounds.batchConcurrency());
    }

    /** No more than can wait beside a batch. */
    private int worthABatch(int maxBatch) {
        return Math.max(1, Math.min(Math.min(maxBatch, WORTH_A_BATCH), bounds.maxInFlight() / 2));
    }

    @Override
    public Flux<ConsumerRecord<byte[], byte[]>> broadcast(Topic topic) {
        KafkaSource source = sources.get();
        return topics.partitions()
                .flatMapMany(counts -> source.broadcast(topic.name(prefix), requireNonNull(counts.get(topic))));
    }
}
