package io.millrace.acceptance.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of the contract. */
public final class Topics implements AutoCloseable {

    public static final String ORDERS_CREATED = "orders.created";
    public static final String CANCELLATION_REQUESTED = "orders.cancellation-requested";
    public static final String PAYMENTS_COMPLETED = "payments.completed";
    public static final String INVENTORY_RESERVED = "inventory.reserved";
    public static final String INVENTORY_ADJUSTED = "inventory.adjusted";
    public static final String ORDERS_STATUS = "orders.status";

    /** Asked only of what has been open for long, so that most runs see none of the next two. */
    public static final String STATUS_REQUESTED = "orders.status-requested";

    public static final String ABANDONED = "orders.abandoned";

    /** Those that tell of orders. */
    public static final List<String> OF_ORDERS =
            List.of(ORDERS_CREATED, CANCELLATION_REQUESTED, PAYMENTS_COMPLETED, INVENTORY_RESERVED, ORDERS_STATUS);

    private static final Map<String, List<String>> READERS = Map.of(
            "order-flow",
                    List.of(
                            ORDERS_CREATED,
                            CANCELLATION_REQUESTED,
                            PAYMENTS_COMPLETED,
                            INVENTORY_RESERVED,
                            STATUS_REQUESTED),
            "payment-flow", List.of(ORDERS_CREATED, ORDERS_STATUS, ABANDONED),
            "inventory-flow", List.of(ORDERS_CREATED, INVENTORY_ADJUSTED, ORDERS_STATUS, ABANDONED));

    /** What {@code ce_type} says on each of them. */
    static final Map<String, String> TYPES = Map.of(
            ORDERS_CREATED, "millrace.order.created.v1",
            CANCELLATION_REQUESTED, "millrace.order.cancellation-requested.v1",
            PAYMENTS_COMPLETED, "millrace.payment.completed.v1",
            INVENTORY_RESERVED, "millrace.inventory.reserved.v1",
            INVENTORY_ADJUSTED, "millrace.inventory.adjusted.v1",
            ORDERS_STATUS, "millrace.order.status-changed.v1");

    private static final String DEAD_LETTERS = ".DLT";

    private final String bootstrapServers;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    public Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** All that the log has about an order, or an article, topic by topic. */
    public List<Fact> about(String key, Collection<String> topics) {
        List<Fact> facts = new ArrayList<>();
        List<TopicPartition> home = topics.stream()
                .map(topic -> new TopicPartition(topic, partitionOf(topic, key)))
                .toList();
        try (LogReader reader = new LogReader(bootstrapServers, home)) {
            reader.catchUp(stored -> {
                Fact fact = new Fact(stored);
                if (fact.key().equals(key)) {
                    facts.add(fact);
                }
            });
        }
        return facts;
    }

    public void redeliver(Fact fact) {
        send(fact.again());
    }

    /** Tells of another order what the given fact tells of its own. */
    public void tell(Fact fact, String otherOrder) {
        send(fact.about(otherOrder));
    }

    /** As {@link #tell}, as if it had lain there for an hour. */
    public void tellAsOfAnHourAgo(Fact fact, String otherOrder) {
        send(fact.anHourAgoAbout(otherOrder));
    }

    /** Until every flow has settled, and committed, all that is in its topics by now. */
    public void awaitHandled() {
        READERS.forEach((group, topics) -> {
            Map<TopicPartition, Long> ends = ends(partitions(topics));
            await(group + " to handle all records")
                    .atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .untilAsserted(() -> assertThat(unhandled(group, ends)).isEmpty());
        });
    }

    /** Until every flow has settled, and committed, all that there is in its topics, and nothing more comes of it. */
    public void awaitQuiet() {
        List<TopicPartition> all = partitions(
                READERS.values().stream().flatMap(List::stream).distinct().toList());
        await("quiet").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Map<TopicPartition, Long> ends = ends(all);
            READERS.forEach((group, topics) -> {
                Map<TopicPartition, Long> own = new HashMap<>(ends);
                own.keySet().removeIf(partition -> !topics.contains(partition.topic()));
                assertThat(unhandled(group, own)).as("behind, of " + group).isEmpty();
            });
            assertThat(ends(all)).as("ends of all topics").isEqualTo(ends);
        });
    }

    /** How many were ever parked, on all topics. */
    public long deadLetterCount() {
        List<String> parked = get(admin.listTopics().names().toCompletionStage().toCompletableFuture()).stream()
                .filter(topic -> topic.endsWith(DEAD_LETTERS))
                .toList();
        return ends(partitions(parked)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** All that were ever parked of a topic's records. */
    public List<DeadLetter> deadLetters(String topic) {
        List<DeadLetter> letters = new ArrayList<>();
        try (LogReader reader = reader(List.of(topic + DEAD_LETTERS))) {
            reader.catchUp(stored -> letters.add(new DeadLetter(stored)));
        }
        return letters;
    }

    /** The groups that read a topic, and park what they cannot handle. The gateway reads without a group, and parks nothing. */
    public static List<String> readersOf(String topic) {
        return READERS.entrySet().stream()
                .filter(reader -> reader.getValue().contains(topic))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The partition of a record with that key. */
    public int partitionOf(String topic, String key) {
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitionCount(topic));
    }

    /** Says where it was stored. */
    public Place write(RawRecord raw) {
        RecordMetadata stored = get(producer.send(raw.written()));
        return new Place(stored.topic(), stored.partition(), stored.offset());
    }

    /** How many members of a group have partitions to read. */
    public long members(String group) {
        return get(admin.describeConsumerGroups(List.of(group))
                        .all()
                        .toCompletionStage()
                        .toCompletableFuture())
                .values()
                .stream()
                .flatMap(description -> description.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    LogReader reader(Collection<String> topics) {
        return new LogReader(bootstrapServers, partitions(topics));
    }

    private Map<TopicPartition, Long> unhandled(String group, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed = get(admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .toCompletableFuture());
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            if (end > (offset == null ? 0 : offset.offset())) {
                behind.put(partition, end - (offset == null ? 0 : offset.offset()));
            }
        });
        return behind;
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(wanted).all().toCompletionStage().toCompletableFuture())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private List<TopicPartition> partitions(Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> IntStream.range(0, partitionCount(topic))
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
    }

    private int partitionCount(String topic) {
        return producer.partitionsFor(topic).size();
    }

    private void send(ProducerRecord<byte[], byte[]> good) {
        write(RawRecord.of(good));
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        admin.close(Duration.ofSeconds(5));
    }
}
