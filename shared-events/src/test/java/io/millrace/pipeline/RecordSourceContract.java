package io.millrace.pipeline;

import static io.millrace.events.wire.Topic.INVENTORY_ADJUSTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** What the receiving side must keep, whatever library does the receiving: to be extended once for each. */
@Timeout(120)
abstract class RecordSourceContract {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Broker broker = new Broker().with(INVENTORY_ADJUSTED);
    private final String topic = INVENTORY_ADJUSTED.name(broker.prefix());
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final String group = broker.prefix() + "flow";
    private final RecordSource source = source(consumer());
    private final Ledger ledger = new Ledger();
    private final Taker taker = new Taker();

    /** @param consumerProperties of Kafka's consumer */
    abstract RecordSource source(Map<String, Object> consumerProperties);

    private static Map<String, Object> consumer() {
        return Map.of(
                "bootstrap.servers",
                Broker.bootstrapServers(),
                "max.poll.records",
                100,
                "heartbeat.interval.ms",
                500,
                "session.timeout.ms",
                6_000,
                "partition.assignment.strategy",
                FailingAssignor.class.getName());
    }

    @BeforeEach
    void storeAThousandRecordsInOnePartition() {
        broker.storeRaw(IntStream.range(0, 1_000)
                .mapToObj(i -> new ProducerRecord<>(topic, 0, "key".getBytes(UTF_8), new byte[] {1}))
                .toList());
        source.group(group, List.of(topic), ledger, (record, entry) -> entry).subscribe(taker);
    }

    @AfterEach
    void close() {
        taker.dispose();
        broker.close();
    }

    @Test
    void commitsUpToTheFirstRecordThatIsNotSettled() {
        taker.take(10);

        taker.settle(0, 3);
        taker.settle(4, 10);
        await().atMost(PATIENCE).until(() -> committed() == 3);

        taker.settle(3, 4);
        await().atMost(PATIENCE).until(() -> committed() == 10);
    }

    /** Records 10 to 99 were polled under the first assignment, and stand in a queue before us when the second begins at 0. */
    @Test
    void leavesOutLeftoversOfAFormerAssignmentAndBeginsWhereItWasCommitted() {
        taker.take(10);

        anotherMemberComesAndGoes();
        taker.take(990 + 10);

        assertThat(taker.offsets().subList(10, 1_010))
                .isEqualTo(LongStream.range(0, 1_000).boxed().toList());
        taker.settle(0, 10);
        assertThat(ledger.unsettled())
                .as("what the former assignment took settles nothing")
                .isEqualTo(1_000);
        taker.settle(10, 1_010);
        await().atMost(PATIENCE).until(() -> committed() == 1_000);
    }

    @Test
    void commitsBeforeItCloses() {
        taker.take(700);
        taker.settle(0, 700);

        taker.dispose();
        source.closed().block(Duration.ofSeconds(10));

        assertThat(committed()).isEqualTo(700);
    }

    @Test
    void givesNoMoreThanIsAskedForThoughARebalanceComesInBetween() {
        taker.take(10);

        anotherMemberComesAndGoes();

        assertThat(taker.offsets()).hasSize(10);
        taker.take(5);
        assertThat(taker.offsets()).hasSize(15);
    }

    /** The next rebalance fails within the poll, which ends a plain consumer's loop and a library's stream. */
    @Test
    void goesOnWhereItWasCommittedAfterAPollThatThrows() {
        taker.take(100);
        taker.settle(0, 100);
        await().atMost(PATIENCE).until(() -> committed() == 100);

        FailingAssignor.failOnce();
        anotherMemberComesAndGoes();

        taker.take(900);
        assertThat(taker.offsets()).startsWith(LongStream.range(0, 100).boxed().toArray(Long[]::new));
        assertThat(taker.offsets().subList(100, 1_000))
                .isEqualTo(LongStream.range(100, 1_000).boxed().toList());
        assertThat(FailingAssignor.hasFailed()).isTrue();
    }

    /** The group has expelled this member, which learns of it by its next commit or heartbeat: neither is heard any more. */
    @Test
    void deliversAgainAndThenCommitsWhatAGroupRefusesThatHasExpelledIt() {
        taker.take(10);
        broker.expelAll(group);
        taker.settle(0, 10);

        await().atMost(PATIENCE).until(() -> {
            taker.request(10);
            taker.settleAll();
            return committed() >= 10;
        });
        assertThat(taker.offsets().stream().filter(offset -> offset == 0))
                .as("deliveries of the first record, whose first commit was refused")
                .hasSize(2);
    }

    private long committed() {
        return broker.committed(group, INVENTORY_ADJUSTED).getOrDefault(partition, 0L);
    }

    private void anotherMemberComesAndGoes() {
        try (var other = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        Broker.bootstrapServers(),
                        "group.id",
                        group,
                        "partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer.RangeAssignor"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            other.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                other.poll(Duration.ofMillis(50));
                return !other.assignment().isEmpty()
                        && broker.assignments(group).size() == 2;
            });
        }
        await().atMost(PATIENCE).until(() -> broker.assignments(group).equals(List.of(Broker.PARTITIONS)));
    }

    /** Range, but for one assignment that it fails at, within the poll that brings it. Made by the consumer, so what it does is told it statically. */
    public static final class FailingAssignor extends RangeAssignor {

        private static final AtomicBoolean FAILS = new AtomicBoolean();
        private static final AtomicBoolean HAS_FAILED = new AtomicBoolean();

        static void failOnce() {
            HAS_FAILED.set(false);
            FAILS.set(true);
        }

        static boolean hasFailed() {
            return HAS_FAILED.get();
        }

        @Override
        public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
            if (FAILS.compareAndSet(true, false)) {
                HAS_FAILED.set(true);
                throw new IllegalStateException("as the test wants");
            }
        }
    }

    /** Takes as many as it is told to, and settles what it is told to. */
    private static final class Taker extends BaseSubscriber<PartitionLedger.Entry> {

        private final List<PartitionLedger.Entry> entries = new CopyOnWriteArrayList<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // asks when the test does
        }

        @Override
        protected void hookOnNext(PartitionLedger.Entry entry) {
            entries.add(entry);
        }

        void take(int more) {
            int all = entries.size() + more;
            request(more);
            await().atMost(PATIENCE).until(() -> entries.size() == all);
        }

        void settleAll() {
            entries.forEach(PartitionLedger.Entry::settle);
        }

        void settle(int from, int to) {
            entries.subList(from, to).forEach(PartitionLedger.Entry::settle);
        }

        List<Long> offsets() {
            return entries.stream().map(PartitionLedger.Entry::offset).toList();
        }
    }
}
