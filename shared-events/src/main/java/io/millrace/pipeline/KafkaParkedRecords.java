package io.millrace.pipeline;

import io.millrace.events.DeadLetterActed;
import io.millrace.events.DeadLetterId;
import io.millrace.events.Event;
import io.millrace.events.wire.EventCodec;
import io.millrace.events.wire.Topic;
import io.millrace.tracing.Causes;
import io.millrace.tracing.RecordSpans;
import io.millrace.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@link ParkedRecords} on Kafka. */
final class KafkaParkedRecords implements ParkedRecords, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaParkedRecords.class);

    private final KafkaSource source;
    private final RecordFetch fetch;
    private final TopicProvisioner topics;
    private final EventCodec codec;
    private final KafkaSink sink;
    private final String prefix;
    private final RecordSpans spans;
    private final Map<String, Topic> deadLetterTopics = new HashMap<>();

    KafkaParkedRecords(
            Map<String, Object> consumerProperties,
            TopicProvisioner topics,
            EventCodec codec,
            KafkaSink sink,
            String prefix,
            RecordSpans spans) {
        this.source = new KafkaSource(consumerProperties, Duration.ZERO);
        this.fetch = new RecordFetch(consumerProperties);
        this.topics = topics;
        this.codec = codec;
        this.sink = sink;
        this.prefix = prefix;
        this.spans = spans;
        for (Topic topic : Topic.values()) {
            deadLetterTopics.put(topic.deadLetters(prefix), topic);
        }
    }

    @Override
    public Flux<DeadLetterNews> news() {
        return topics.partitions()
                .flatMapMany(counts -> source.whole(partitions(counts)))
                .mapNotNull(this::news);
    }

    private Set<TopicPartition> partitions(Map<Topic, Integer> counts) {
        Set<TopicPartition> partitions = new HashSet<>();
        counts.forEach((topic, count) -> {
            for (int partition = 0; partition < count; partition++) {
                partitions.add(new TopicPartition(topic.deadLetters(prefix), partition));
                if (topic == Topic.DEAD_LETTERS_ACTED) {
                    partitions.add(new TopicPartition(topic.name(prefix), partition));
                }
            }
        });
        return partitions;
    }

    private @Nullable DeadLetterNews news(KafkaSource.Whole read) {
        return switch (read) {
            case KafkaSource.Whole.Received received -> news(received.record());
            case KafkaSource.Whole.CaughtUp caughtUp -> new DeadLetterNews.CaughtUp();
        };
    }

    private @Nullable DeadLetterNews news(ConsumerRecord<byte[], byte[]> record) {
        Topic topic = deadLetterTopics.get(record.topic());
        if (topic != null) {
            var id = new DeadLetterId(topic.baseName(), record.partition(), record.offset());
            return new DeadLetterNews.Parked(new ParkedRecord(id, record));
        }
        return Replay.isReplay(record) ? null : acted(record);
    }

    private @Nullable DeadLetterNews acted(ConsumerRecord<byte[], byte[]> record) {
        try {
            Event<?> event = codec.decode(record);
            if (event.fact() instanceof DeadLetterActed acted) {
                return new DeadLetterNews.Acted(
                        new Event<>(event.id(), event.source(), event.time(), event.context(), acted));
            }
        } catch (RuntimeException undecodable) {
            // Whoever acts on it parks it, so it becomes a letter itself.
            log.warn(
                    "{}-{}@{} is nothing that was done",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    undecodable);
        }
        return null;
    }

    @Override
    public Mono<ParkedRecord> find(DeadLetterId id) {
        return Mono.defer(() ->
                        fetch.record(new TopicPartition(topic(id).deadLetters(prefix), id.partition()), id.offset()))
                .map(record -> new ParkedRecord(id, record));
    }

    @Override
    public Mono<Void> replay(ParkedRecord letter, String group) {
        return Mono.deferContextual(context -> {
            var replay = Replay.of(letter, topic(letter.id()).name(prefix), group);
            Span span = spans.replaying(replay, Causes.in(context));
            return Tracing.ending(span, sink.publishRaw(replay));
        });
    }

    private static Topic topic(DeadLetterId id) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.baseName().equals(id.topic()))
                .findFirst()
                .orElseThrow(() -> new PermanentFailure("no topic of ours has the dead letter " + id));
    }

    @Override
    public void close() {
        fetch.close();
    }
}
