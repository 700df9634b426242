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
import io.millrace.events.wire.EventCodec;
import io.millrace.local.testing.TestInfra;
import io.millrace.testing.Events;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The broker stands still, or is gone, and comes back. */
@Timeout(150)
class BrokerOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Broker broker = new Broker().with(INVENTORY_ADJUSTED, INVENTORY_RESERVED);
    private final String group = broker.prefix() + "flow";
    private final List<Event<StockAdjusted>> events = adjustments(4_000, 100);
    private final Service service = new Service(broker);

    @AfterEach
    void close() {
        TestInfra.kafka().thaw();
        TestInfra.kafka().restart();
        service.close();
        broker.close();
    }

    @Test
    void publishesAllInTheirOrder() {
        service.start();

        StepVerifier.create(service.publisher().publishAll(events)).verifyComplete();
        StepVerifier.create(service.publisher().publishAll(List.of())).verifyComplete();

        assertThat(broker.count(INVENTORY_ADJUSTED)).isEqualTo(4_000);
        Journal journal = new Journal();
        var codec = new EventCodec(broker.prefix());
        broker.read(INVENTORY_ADJUSTED.name(broker.prefix())).forEach(record -> journal.saw(codec.decode(record)));
        assertThat(journal.outOfOrder()).isEmpty();
    }

    /** Its queue is full while the broker stands still; each publication errs after its time; then all goes on. */
    @Test
    void saysSoWhenItsQueueIsFullAndWhenTheBrokerDoesNotAnswerAndRecovers() {
        service.set("millrace.kafka.queue-capacity", 100)
                .set("millrace.kafka.delivery-timeout", "3s")
                .start();
        Publisher publisher = service.publisher();
        StepVerifier.create(publisher.publish(events.getFirst())).verifyComplete();

        TestInfra.kafka().freeze();
        Flux<Throwable> errors = Flux.range(0, 100)
                .flatMap(
                        i -> publisher
                                .publish(events.get(i))
                                .<Throwable>then(Mono.empty())
                                .onErrorResume(Mono::just),
                        100)
                .cache();
        errors.subscribe();
        StepVerifier.create(publisher.publish(events.get(100)))
                .expectError(QueueFull.class)
                .verify(Duration.ofMillis(500));
        StepVerifier.create(errors.collectList())
                .assertNext(all -> assertThat(all).hasSize(100).hasOnlyElementsOfTypes(RetriableException.class))
                .expectComplete()
                .verify(Duration.ofSeconds(20));

        TestInfra.kafka().thaw();
        await().atMost(PATIENCE).until(() -> succeeds(publisher, 101));
        StepVerifier.create(Flux.range(200, 100).flatMap(i -> publisher.publish(events.get(i)), 100))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void takesABatchLargerThanItsQueueByItselfAndNeverWaitsForRoomThatCannotCome() {
        service.set("millrace.kafka.queue-capacity", 10).start();

        StepVerifier.create(service.publisher().publishAll(events.subList(0, 50)))
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    /** A producer without any broker blocks for each record; callers must not have to wait for those before them. */
    @Test
    void answersAllInTimeWhenTheBrokerIsGoneAndLeaksNoRoom() {
        service.set("millrace.kafka.queue-capacity", 1_000)
                .set("millrace.kafka.delivery-timeout", "2s")
                .start();
        Publisher publisher = service.publisher();
        StepVerifier.create(publisher.publish(events.getFirst())).verifyComplete();

        TestInfra.kafka().kill();
        AtomicInteger answered = new AtomicInteger();
        IntStream.range(0, 1_000)
                .forEach(i -> publisher
                        .publish(events.get(i))
                        .doFinally(end -> answered.incrementAndGet())
                        .subscribe(nothing -> {}, error -> {}));
        await().atMost(Duration.ofSeconds(10)).until(() -> answered.get() == 1_000);

        TestInfra.kafka().restart();
        // Places are free again when the producer is done with the records of those who were told: soon, not at once.
        await().atMost(PATIENCE).until(() -> allAtOnceSucceed(publisher, 1_000));
    }

    private boolean allAtOnceSucceed(Publisher publisher, int count) {
        return Boolean.TRUE.equals(Flux.range(0, count)
                .flatMap(i -> publisher.publish(events.get(i)), count)
                .then(Mono.just(true))
                .onErrorReturn(false) // asked again; what it does not get in the end is what the test is about
                .block(PATIENCE));
    }

    @Test
    void settlesAllThoughTheBrokerIsKilledUnderLoadAndStartedAgain() {
        Journal journal = new Journal();
        service.set("millrace.pipeline.max-batch", 20)
                .set("millrace.kafka.delivery-timeout", "3s")
                .batches(group, INVENTORY_ADJUSTED, batch -> {
                    journal.saw(batch);
                    return Mono.delay(Duration.ofMillis(10)).map(due -> outcomes(batch));
                })
                .start();
        broker.store(events);
        await().atMost(PATIENCE).until(() -> journal.distinct() >= 500);

        TestInfra.kafka().kill();
        TestInfra.kafka().restart();

        await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        assertThat(journal.distinct()).isEqualTo(4_000);
        assertThat(journal.outOfOrder()).isEmpty();
        assertThat(broker.read(INVENTORY_RESERVED.name(broker.prefix())).stream()
                        .map(record -> new String(record.key(), UTF_8))
                        .distinct())
                .hasSize(4_000);
        assertThat(broker.read(INVENTORY_ADJUSTED.deadLetters(broker.prefix()))).isEmpty();
    }

    @Test
    void waitsAtItsStartForABrokerThatIsNotThereYet() {
        Journal journal = new Journal();
        broker.store(events.subList(0, 100));
        TestInfra.kafka().kill();
        service.batches(group, INVENTORY_ADJUSTED, batch -> {
                    journal.saw(batch);
                    return Mono.empty();
                })
                .start();

        TestInfra.kafka().restart();

        await().atMost(PATIENCE).until(() -> broker.isAllCommitted(group, INVENTORY_ADJUSTED));
        assertThat(journal.distinct()).isEqualTo(100);
    }

    private boolean succeeds(Publisher publisher, int i) {
        return Boolean.TRUE.equals(publisher
                .publish(events.get(i))
                .thenReturn(true)
                .onErrorReturn(false)
                .block(Duration.ofSeconds(20)));
    }

    private static List<Event<?>> outcomes(List<Event<?>> batch) {
        return batch.stream()
                .<Event<?>>map(event -> Events.event(InventoryReserved.reserved(
                        new OrderId(UUID.nameUUIDFromBytes(event.id().getBytes(UTF_8))))))
                .toList();
    }
}
