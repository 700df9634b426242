package io.millrace.pipeline;

import static io.millrace.events.wire.Topic.INVENTORY_ADJUSTED;
import static io.millrace.pipeline.Journal.adjustments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.events.Event;
import io.millrace.events.StockAdjusted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Instances of one group that come, stop and go. */
@Timeout(120)
class RebalanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Broker broker = new Broker().with(INVENTORY_ADJUSTED);
    private final String group = broker.prefix() + "flow";
    private final Journal journal = new Journal();

    @AfterEach
    void close() {
        broker.close();
    }

    private Service service(Duration latency) {
        return new Service(broker).set("millrace.pipeline.max-batch", 10).batches(group, INVENTORY_ADJUSTED, events -> {
            journal.saw(events);
            return Mono.delay(latency).then(Mono.empty());
        });
    }

    @Test
    void settlesAndCommitsWhatIsInWorkWhenItStopsAndHandlesNothingTwiceAfterwards() {
        broker.store(adjustments(2_000, 2_000));
        AtomicInteger done = new AtomicInteger();
        Service first = new Service(broker)
                .set("millrace.pipeline.max-batch", 50)
                .batches(group, INVENTORY_ADJUSTED, events -> {
                    journal.saw(events);
                    return Mono.delay(Duration.ofMillis(100))
                            .then(Mono.fromRunnable(() -> done.addAndGet(events.size())));
                })
                .start();
        await().atMost(PATIENCE).until(() -> done.get() >= 200);

        assertThat(first.stop()).isLessThan(Duration.ofSeconds(5));

        int handled = journal.size();
        assertThat(done).as("what was begun was finished").hasValue(handled);
        assertThat(handled).isLessThan(2_000);
        assertThat(broker.committed(group, INVENTORY_ADJUSTED).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(handled);

        try (Service second = service(Duration.ZERO).start()) {
            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }
        assertThat(journal.distinct()).isEqualTo(2_000);
        assertThat(journal.size()).as("nothing twice").isEqualTo(2_000);
    }

    @Test
    void startsAgainAfterItWasStopped() {
        List<Event<StockAdjusted>> events = adjustments(300, 300);
        try (Service service = service(Duration.ZERO).start()) {
            for (int begin = 0; begin < 300; begin += 100) {
                broker.store(events.subList(begin, begin + 100));
                await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
                CompletableFuture<Void> stopped = new CompletableFuture<>();
                service.pipeline().stop(() -> stopped.complete(null));
                assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
                assertThat(service.pipeline().isRunning()).isFalse();
                service.pipeline().start();
                assertThat(service.pipeline().isRunning()).isTrue();
            }
        }
        assertThat(journal.size()).isEqualTo(300);
    }

    @Test
    void givesUpWaitingForWorkThatDoesNotEndAndLeavesItToTheNext() {
        broker.store(adjustments(30, 30));
        Service stuck = new Service(broker)
                .set("millrace.pipeline.drain", "500ms")
                .batches(group, INVENTORY_ADJUSTED, events -> {
                    journal.saw(events);
                    return Mono.never();
                })
                .start();
        await().atMost(PATIENCE).until(() -> journal.size() > 0);

        assertThat(stuck.stop()).isLessThan(Duration.ofSeconds(5));

        Journal second = new Journal();
        try (Service next = new Service(broker)
                .batches(group, INVENTORY_ADJUSTED, events -> {
                    second.saw(events);
                    return Mono.empty();
                })
                .start()) {
            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }
        assertThat(second.distinct()).isEqualTo(30);
    }

    @Test
    void handsItsPartitionsOverWithinThreeSeconds() {
        Service first = service(Duration.ZERO).start();
        try (Service second = service(Duration.ZERO).start()) {
            await().atMost(PATIENCE)
                    .until(() -> broker.assignments(group).size() == 2
                            && !broker.assignments(group).contains(0));

            first.stop();

            await().atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> broker.assignments(group).equals(List.of(Broker.PARTITIONS)));
        }
    }

    /** With little in flight, what was polled ahead stands before the pipeline while its partitions come and go: leftovers of former assignments. */
    @ParameterizedTest
    @ValueSource(ints = {10, 200, 4_000})
    void losesNothingAndKeepsEachKeyInOrderWhileInstancesComeAndGoUnderLoad(int maxInFlight) {
        List<Event<StockAdjusted>> events = adjustments(6_000, 60);
        try (Service first = service(Duration.ofMillis(5))
                        .set("millrace.pipeline.max-in-flight", maxInFlight)
                        .start();
                Service second = service(Duration.ofMillis(5)).set("millrace.pipeline.max-in-flight", maxInFlight);
                Service third = service(Duration.ofMillis(5)).set("millrace.pipeline.max-in-flight", maxInFlight)) {
            broker.store(events.subList(0, 2_000));
            await().atMost(PATIENCE).until(() -> journal.distinct() >= 300);
            second.start();
            broker.store(events.subList(2_000, 4_000));
            await().atMost(PATIENCE).until(() -> broker.assignments(group).size() == 2 && journal.distinct() >= 1_500);
            first.stop();
            broker.store(events.subList(4_000, 6_000));
            await().atMost(PATIENCE).until(() -> journal.distinct() >= 3_000);
            third.start();

            await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        }
        assertThat(journal.distinct()).isEqualTo(6_000);
        assertThat(journal.outOfOrder()).isEmpty();
    }
}
