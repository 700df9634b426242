package io.millrace.pipeline;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.internals.ConsumerFactory;
import reactor.util.context.Context;
import reactor.util.retry.Retry;

/**
 * Where records come in: the only receiving file that knows reactor-kafka.
 *
 * <p>Any exception of a poll or a commit ends reactor-kafka's stream; we then begin a new one, with back-off. Bytes are decoded behind us, so
 * that no record can end it. Offsets are acknowledged through the {@link Ledger} only, and committed by the interval: a commit is never waited
 * for, since reactor-kafka's may never complete.
 */
final class KafkaSource implements RecordSource {

    private static final Logger log = LoggerFactory.getLogger(KafkaSource.class);

    /** Of {@code max.poll.records} each: while handlers work on what one poll brought, the next one waits behind it. */
    private static final int POLLS_AHEAD = 1;

    /** Enough for records in work to settle before their partition goes to another instance; short, as the whole group waits. */
    private static final Duration REVOCATION_DELAY = Duration.ofSeconds(2);

    /** Reactor's key of a context for what is done with dropped errors; not among its public constants. */
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Map<String, Object> READING_WHOLE =
            Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");

    private static final Retry RESUBSCRIBE = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
            .maxBackoff(Duration.ofSeconds(10))
            .transientErrors(true)
            .doBeforeRetry(retry -> log.warn(
                    "Receiving failed; subscribing again (attempt {} in a row)",
                    retry.totalRetriesInARow() + 1,
                    retry.failure()));

    private final Map<String, Object> consumerProperties;
    private final Duration pause;
    private volatile Mono<Void> closed = Mono.empty();

    /**
     * @param consumerProperties of Kafka; deserializers, group and commit behaviour are set here
     * @param pause after a poll that brought few records; see {@link PollPace}
     */
    KafkaSource(Map<String, Object> consumerProperties, Duration pause) {
        this.consumerProperties = Map.copyOf(consumerProperties);
        this.pause = pause;
    }

    @Override
    public <T> Flux<T> group(String group, Collection<String> topics, Ledger ledger, Arrival<T> arrival) {
        return Flux.defer(() -> {
                    var watched = new AssignmentWatch.Watched(ledger);
                    closed = watched.closed();
                    ReceiverOptions<byte[], byte[]> options = options(Map.of(
                                    ConsumerConfig.GROUP_ID_CONFIG,
                                    group,
                                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                    "earliest",
                                    ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                                    AssignmentWatch.class.getName(),
                                    AssignmentWatch.WATCHED,
                                    watched))
                            .subscription(Set.copyOf(topics))
                            .maxDelayRebalance(REVOCATION_DELAY)
                            .addAssignListener(partitions -> each(partitions, ledger::assigned))
                            .addRevokeListener(partitions -> each(partitions, ledger::revoked));
                    return KafkaReceiver.create(new PacedConsumers(), options)
                            .receive(POLLS_AHEAD)
                            .<T>handle((record, downstream) -> {
                                PartitionLedger.Entry entry = ledger.enter(
                                        new Ledger.Partition(record.topic(), record.partition()),
                                        record.offset(),
                                        record.receiverOffset()::acknowledge);
                                T arrived = entry == null ? null : arrival.of(record, entry);
                                if (arrived != null) {
                                    downstream.next(arrived);
                                }
                            })
                            .doOnTerminate(ledger::revokedAll);
                })
                .contextWrite(KafkaSource::afterTheEnd)
                .retryWhen(RESUBSCRIBE);
    }

    @Override
    public Mono<Void> closed() {
        return Mono.defer(() -> closed);
    }

    @Override
    public Flux<ConsumerRecord<byte[], byte[]>> broadcast(String topic, int partitions) {
        Map<Integer, Long> next = new ConcurrentHashMap<>();
        Set<TopicPartition> all = new HashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        return Flux.defer(() -> KafkaReceiver.create(
                                new PacedConsumers(),
                                options(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"))
                                        .assignment(all)
                                        .addAssignListener(
                                                assigned -> assigned.forEach(partition -> goOn(partition, next))))
                        .receive(POLLS_AHEAD)
                        .<ConsumerRecord<byte[], byte[]>>map(record -> record))
                .doOnNext(record -> next.put(record.partition(), record.offset() + 1))
                .contextWrite(KafkaSource::afterTheEnd)
                .retryWhen(RESUBSCRIBE);
    }

    private static void goOn(ReceiverPartition partition, Map<Integer, Long> next) {
        Long offset = next.get(partition.topicPartition().partition());
        if (offset == null) {
            partition.seekToEnd();
            // Fixes the end as it is now; left to the first poll, a failure before it would move it.
            next.put(partition.topicPartition().partition(), partition.position());
        } else {
            partition.seek(offset);
        }
    }

    /** What comes in reading partitions from their beginning. */
    sealed interface Whole {

        record Received(ConsumerRecord<byte[], byte[]> record) implements Whole {}

        /** All that stood there when the reading began has been received; comes once. */
        record CaughtUp() implements Whole {}
    }

    /** Every record of these partitions, those of the past and those to come, without a group. After a failure it goes on where it was. */
    Flux<Whole> whole(Set<TopicPartition> partitions) {
        return Flux.defer(() -> {
            var bookmarks = new Bookmarks(partitions);
            Sinks.One<Whole> nothingThere = Sinks.one();
            Flux<Whole> received = Flux.defer(() -> KafkaReceiver.create(
                                    new PacedConsumers(),
                                    options(READING_WHOLE)
                                            .assignment(partitions)
                                            .addAssignListener(assigned -> {
                                                assigned.forEach(partition -> open(partition, bookmarks));
                                                if (bookmarks.hasJustCaughtUp()) {
                                                    nothingThere.tryEmitValue(new Whole.CaughtUp());
                                                }
                                            }))
                            .receive(POLLS_AHEAD))
                    .<Whole>concatMapIterable(record -> {
                        bookmarks.received(new TopicPartition(record.topic(), record.partition()), record.offset());
                        return bookmarks.hasJustCaughtUp()
                                ? List.of(new Whole.Received(record), new Whole.CaughtUp())
                                : List.of(new Whole.Received(record));
                    })
                    .contextWrite(KafkaSource::afterTheEnd)
                    .retryWhen(RESUBSCRIBE);
            return received.mergeWith(nothingThere.asMono());
        });
    }

    private static void open(ReceiverPartition partition, Bookmarks bookmarks) {
        Long place = bookmarks.place(partition.topicPartition());
        if (place == null) {
            partition.seekToEnd();
            long end = partition.position();
            partition.seekToBeginning();
            bookmarks.opened(partition.topicPartition(), partition.position(), end);
        } else {
            partition.seek(place);
        }
    }

    /**
     * Two errors come when the stream has ended. Who cancels may be overtaken by a request for more, which then finds reactor-kafka's thread
     * gone; and a commit that the group refused ends the stream, upon which the partitions are given up, with a second commit that it refuses as
     * well. Both have nobody left to reach, and nothing is lost by them: what was not committed is delivered again.
     */
    private static Context afterTheEnd(Context context) {
        return context.put(ON_ERROR_DROPPED, (java.util.function.Consumer<Throwable>) error -> {
            if (error instanceof RejectedExecutionException || error instanceof CommitFailedException) {
                log.debug("Asked for more, or committed, after the end", error);
            } else {
                Operators.onErrorDropped(error, Context.empty());
            }
        });
    }

    private ReceiverOptions<byte[], byte[]> options(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(consumerProperties);
        properties.putAll(more);
        return ReceiverOptions.<byte[], byte[]>create(properties)
                .withKeyDeserializer(new ByteArrayDeserializer())
                .withValueDeserializer(new ByteArrayDeserializer())
                .commitInterval(COMMIT_INTERVAL)
                .commitBatchSize(0)
                .closeTimeout(CLOSE_TIMEOUT);
    }

    private final class PacedConsumers extends ConsumerFactory {

        @Override
        public <K, V> Consumer<K, V> createConsumer(ReceiverOptions<K, V> options) {
            return new PacedConsumer<>(
                    options.consumerProperties(), options.keyDeserializer(), options.valueDeserializer(), pause);
        }
    }

    private static void each(
            Collection<ReceiverPartition> partitions, java.util.function.Consumer<Ledger.Partition> action) {
        for (ReceiverPartition partition : partitions) {
            TopicPartition of = partition.topicPartition();
            action.accept(new Ledger.Partition(of.topic(), of.partition()));
        }
    }
}
