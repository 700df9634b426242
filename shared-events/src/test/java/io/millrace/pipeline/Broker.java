package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.millrace.events.Event;
import io.millrace.events.wire.EventCodec;
import io.millrace.events.wire.Topic;
import io.millrace.local.testing.TestInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a test sees of the broker with Kafka's own clients: records in, records out, offsets and members of groups. Topics are the test's own, by a prefix. */
final class Broker implements AutoCloseable {

    static final int PARTITIONS = 3;

    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final EventCodec codec = new EventCodec(prefix);
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    Broker() {
        Map<String, Object> servers = Map.of("bootstrap.servers", bootstrapServers());
        admin = Admin.create(servers);
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        "linger.ms",
                        5,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static String bootstrapServers() {
        return TestInfra.kafka().bootstrapServers();
    }

    String prefix() {
        return prefix;
    }

    /** Creates a topic and its dead letters, so that records can be there before any service is. */
    Broker with(Topic... topics) {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic topic : topics) {
            wanted.add(new NewTopic(topic.name(prefix), PARTITIONS, (short) 1));
        }
        get(admin.createTopics(wanted).all().toCompletionStage().toCompletableFuture());
        // A broker may not have heard yet of a topic that was created a moment ago; it answers once each partition has
        // its leader.
        wanted.forEach(topic -> await().atMost(Duration.ofSeconds(30))
                .ignoreException(IllegalStateException.class)
                .until(() -> ends(topic.name()).size() == PARTITIONS));
        return this;
    }

    /** Stores events and waits until all are. */
    void store(List<? extends Event<?>> events) {
        storeRaw(events.stream().map(codec::encode).toList());
    }

    void storeRaw(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<?>> stored = new ArrayList<>();
        records.forEach(record -> stored.add(producer.send(record)));
        stored.forEach(Broker::get);
    }

    /** Everything that stands in a topic now, by partition and offset. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<TopicPartition, Long> ends = ends(topic);
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("cannot read " + topic + " to its end");
                }
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
            }
        }
        return read;
    }

    long count(Topic topic) {
        return ends(topic.name(prefix)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The offset behind the last record of each partition. */
    Map<TopicPartition, Long> ends(String topic) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        IntStream.range(0, PARTITIONS)
                .forEach(partition -> latest.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(latest).all().toCompletionStage().toCompletableFuture())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** What the group has committed, 0 where nothing. */
    Map<TopicPartition, Long> committed(String group, Topic topic) {
        var offsets = get(admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .toCompletableFuture());
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            var of = new TopicPartition(topic.name(prefix), partition);
            var offset = offsets.get(of);
            committed.put(of, offset == null ? 0 : offset.offset());
        }
        return committed;
    }

    /** Makes the group forget its members, who do not know yet. */
    void expelAll(String group) {
        get(admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                .all()
                .toCompletionStage()
                .toCompletableFuture());
    }

    boolean isAllCommitted(String group, Topic topic) {
        return committed(group, topic).equals(ends(topic.name(prefix)));
    }

    /** How many partitions each member of the group has; none while the group is not there yet. */
    List<Integer> assignments(String group) {
        try {
            return requireNonNull(get(admin.describeConsumerGroups(List.of(group))
                                    .all()
                                    .toCompletionStage()
                                    .toCompletableFuture())
                            .get(group))
                    .members()
                    .stream()
                    .map(MemberDescription::assignment)
                    .map(assignment -> assignment.topicPartitions().size())
                    .toList();
        } catch (IllegalStateException failed) {
            if (failed.getCause() != null && failed.getCause().getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        admin.close(Duration.ofSeconds(2));
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
