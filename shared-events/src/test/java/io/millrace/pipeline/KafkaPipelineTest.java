package io.millrace.pipeline;

import static io.millrace.events.wire.Topic.INVENTORY_ADJUSTED;
import static io.millrace.events.wire.Topic.INVENTORY_RESERVED;
import static io.millrace.pipeline.Journal.adjustments;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderId;
import io.millrace.events.StockAdjusted;
import io.millrace.testing.Events;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** A pipeline from broker to broker. */
@Timeout(120)
class KafkaPipelineTest {

    private static final String GROUP = "flow";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Broker broker = new Broker().with(INVENTORY_ADJUSTED, INVENTORY_RESERVED);
    private final String group = broker.prefix() + GROUP;
    private final Journal journal = new Journal();

    @AfterEach
    void close() {
        broker.close();
    }

    private record Shape(String name, boolean batched, BatchHandler work) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Shape> shapes() {
        return List.of(
                new Shape("batches at once", true, events -> Mono.empty()),
                new Shape(
                        "batches on another thread",
                        true,
                        events -> Mono.<List<Event<?>>>empty().subscribeOn(Schedulers.boundedElastic())),
                new Shape(
                        "batches that take a while",
                        true,
                        events -> Mono.delay(Duration.ofMillis(5)).then(Mono.empty())),
                new Shape("events at once", false, events -> Mono.just(List.of())),
                new Shape(
                        "events that take a while, many at a time",
                        false,
                        events -> Mono.delay(Duration.ofMillis(20)).then(Mono.empty())));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void handlesEachOf10000RecordsOnceInTheOrderOfItsKey(Shape shape) {
        broker.store(adjustments(10_000, 500));

        try (Service service = service(shape)) {
            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }

        assertThat(journal.distinct()).isEqualTo(10_000);
        assertThat(journal.size()).as("nothing twice").isEqualTo(10_000);
        assertThat(journal.outOfOrder()).isEmpty();
    }

    private Service service(Shape shape) {
        Service service = new Service(broker);
        BatchHandler handler = events -> {
            journal.saw(events);
            return shape.work.handle(events);
        };
        return (shape.batched
                        ? service.batches(group, INVENTORY_ADJUSTED, handler)
                        : service.events(group, INVENTORY_ADJUSTED, event -> handler.handle(List.of(event))))
                .start();
    }

    /** At any moment at least as many outcomes stand on their topic as records are committed. */
    @Test
    void publishesTheOutcomeBeforeItCommits() {
        broker.store(adjustments(3_000, 3_000));

        try (Service service = new Service(broker)
                .set("millrace.pipeline.max-batch", 20)
                .batches(
                        group,
                        INVENTORY_ADJUSTED,
                        events -> Mono.delay(Duration.ofMillis(3)).map(due -> outcomes(events)))
                .start()) {
            await().atMost(PATIENCE).until(() -> {
                long committed = sum(broker.committed(group, INVENTORY_ADJUSTED).values());
                assertThat(broker.count(INVENTORY_RESERVED)).isGreaterThanOrEqualTo(committed);
                return committed == 3_000;
            });
        }
        assertThat(broker.count(INVENTORY_RESERVED)).isEqualTo(3_000);
    }

    @Test
    void commitsNothingPastARecordThatIsWithheld() {
        broker.store(adjustments(2_000, 2_000));
        Sinks.Empty<Void> release = Sinks.empty();
        String withheld = "SKU-777";

        try (Service service = new Service(broker)
                .events(group, INVENTORY_ADJUSTED, event -> {
                    journal.saw(event);
                    return event.fact().subject().equals(withheld)
                            ? release.asMono().then(Mono.empty())
                            : Mono.empty();
                })
                .start()) {
            var record = broker.read(INVENTORY_ADJUSTED.name(broker.prefix())).stream()
                    .filter(any -> new String(any.key(), UTF_8).equals(withheld))
                    .findFirst()
                    .orElseThrow();
            var partition = new TopicPartition(record.topic(), record.partition());

            await().atMost(PATIENCE)
                    .until(() -> journal.size() == 2_000
                            && broker.committed(group, INVENTORY_ADJUSTED)
                                    .equals(withOther(broker.ends(record.topic()), partition, record.offset())));
            release.tryEmitEmpty();

            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }
    }

    @Test
    void stopsPollingWhenTheHandlerIsSlow() {
        broker.store(adjustments(10_000, 10_000));
        Sinks.Empty<Void> release = Sinks.empty();
        AtomicInteger inWork = new AtomicInteger();
        Map<TopicPartition, Long> ends = broker.ends(INVENTORY_ADJUSTED.name(broker.prefix()));

        try (Service service = new Service(broker)
                .set("millrace.pipeline.max-in-flight", 200)
                .set("millrace.pipeline.event-concurrency", 50)
                .set("millrace.kafka.consumer[max.poll.records]", 100)
                .set("millrace.kafka.consumer[client.id]", group)
                .events(group, INVENTORY_ADJUSTED, event -> {
                    inWork.incrementAndGet();
                    return release.asMono().then(Mono.empty());
                })
                .start()) {
            await().atMost(PATIENCE).until(() -> inWork.get() == 50);

            // In flight, and the few polls that stand ready: never the 10,000.
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> Metrics.polled(group, ends) >= 50
                            && Metrics.polled(group, ends) <= 200 + 4 * 100
                            && inWork.get() == 50);

            release.tryEmitEmpty();
            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }
    }

    @Test
    void parksWhatItCannotReadAndSettlesTheNeighbours() {
        List<Event<StockAdjusted>> good = adjustments(100, 100);
        broker.store(good.subList(0, 50));
        broker.storeRaw(List.of(
                new ProducerRecord<>(
                        INVENTORY_ADJUSTED.name(broker.prefix()),
                        1,
                        "SKU-1".getBytes(UTF_8),
                        "no event".getBytes(UTF_8)),
                new ProducerRecord<>(INVENTORY_ADJUSTED.name(broker.prefix()), 2, null, null)));
        broker.store(good.subList(50, 100));

        try (Service service = new Service(broker)
                .batches(group, INVENTORY_ADJUSTED, events -> {
                    journal.saw(events);
                    return Mono.empty();
                })
                .start()) {
            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }

        assertThat(journal.distinct()).isEqualTo(100);
        List<ConsumerRecord<byte[], byte[]>> parked = broker.read(INVENTORY_ADJUSTED.deadLetters(broker.prefix()));
        assertThat(parked).hasSize(2);
        ConsumerRecord<byte[], byte[]> keyed = parked.stream()
                .filter(record -> record.key() != null)
                .findFirst()
                .orElseThrow();
        assertThat(keyed.value()).isEqualTo("no event".getBytes(UTF_8));
        assertThat(header(keyed, DeadLetters.ORIGINAL_TOPIC)).isEqualTo(INVENTORY_ADJUSTED.name(broker.prefix()));
        assertThat(header(keyed, DeadLetters.ORIGINAL_GROUP)).isEqualTo(group);
        assertThat(header(keyed, DeadLetters.EXCEPTION_MESSAGE)).contains("ce_specversion is missing");
        assertThat(header(keyed, DeadLetters.ATTEMPTS)).isEqualTo("0");
    }

    @Test
    void settlesWhatIsNoConcernOfTheHandlerAndNeverShowsIt() {
        broker.store(adjustments(1_000, 10));
        EventHandler onlyOfFive = new EventHandler() {
            @Override
            public boolean concerns(Event<?> event) {
                return event.fact().subject().equals("SKU-5");
            }

            @Override
            public Mono<List<Event<?>>> handle(Event<?> event) {
                journal.saw(event);
                return Mono.empty();
            }
        };

        try (Service service = new Service(broker)
                .events(group, INVENTORY_ADJUSTED, onlyOfFive)
                .start()) {
            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }

        assertThat(journal.size()).isEqualTo(100);
        assertThat(journal.outOfOrder()).isEmpty();
    }

    /** As large as the broker lets anyone write, and not to be made smaller by compression. */
    @Test
    void parksARecordAsLargeAsTheBrokerTakes() {
        byte[] garbage = new byte[1_048_000];
        new Random(1).nextBytes(garbage);
        broker.storeRaw(List.of(
                new ProducerRecord<>(INVENTORY_ADJUSTED.name(broker.prefix()), 0, "SKU-1".getBytes(UTF_8), garbage)));

        try (Service service = new Service(broker)
                .batches(group, INVENTORY_ADJUSTED, events -> Mono.empty())
                .start()) {
            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }

        assertThat(broker.read(INVENTORY_ADJUSTED.deadLetters(broker.prefix())))
                .singleElement()
                .satisfies(parked -> assertThat(parked.value()).isEqualTo(garbage));
    }

    @Test
    void triesATransientFailureAgainWhileOthersPassAndParksItInTheEnd() {
        broker.store(adjustments(300, 100));
        String bad = "SKU-7";

        try (Service service = new Service(broker)
                .set("millrace.pipeline.attempts", 3)
                .batches(group, INVENTORY_ADJUSTED, events -> {
                    if (events.stream().anyMatch(event -> event.fact().subject().equals(bad))) {
                        return Mono.error(new IllegalStateException("a defect of SKU-7"));
                    }
                    journal.saw(events);
                    return Mono.empty();
                })
                .start()) {
            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }

        assertThat(journal.distinct()).isEqualTo(297);
        assertThat(journal.outOfOrder()).isEmpty();
        assertThat(broker.read(INVENTORY_ADJUSTED.deadLetters(broker.prefix())))
                .hasSize(3)
                .allSatisfy(parked ->
                        assertThat(header(parked, DeadLetters.ATTEMPTS)).isEqualTo("3"));
    }

    @Test
    void waitsForADependencyThatIsGoneAndParksNothing() {
        broker.store(adjustments(500, 50));
        AtomicBoolean gone = new AtomicBoolean(true);
        AtomicInteger looks = new AtomicInteger();

        try (Service service = new Service(broker)
                .batches(group, INVENTORY_ADJUSTED, events -> {
                    if (gone.get()) {
                        looks.incrementAndGet();
                        return Mono.error(new Outage("postgres", new IllegalStateException("gone")));
                    }
                    journal.saw(events);
                    return Mono.empty();
                })
                .start()) {
            await().atMost(PATIENCE).until(() -> looks.get() > 10);
            assertThat(sum(broker.committed(group, INVENTORY_ADJUSTED).values()))
                    .isZero();
            gone.set(false);
            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }

        assertThat(journal.size()).isEqualTo(500);
        assertThat(journal.outOfOrder()).isEmpty();
        assertThat(broker.read(INVENTORY_ADJUSTED.deadLetters(broker.prefix()))).isEmpty();
    }

    private static List<Event<?>> outcomes(List<Event<?>> events) {
        return events.stream()
                .<Event<?>>map(event -> Events.event(InventoryReserved.reserved(
                        new OrderId(UUID.nameUUIDFromBytes(event.id().getBytes(UTF_8))))))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static long sum(Collection<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    private static <K> Map<K, Long> withOther(Map<K, Long> map, K key, long value) {
        Map<K, Long> other = new HashMap<>(map);
        other.put(key, value);
        return other;
    }
}
