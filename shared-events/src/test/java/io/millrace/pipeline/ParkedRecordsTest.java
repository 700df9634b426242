package io.millrace.pipeline;

import static io.millrace.events.wire.Topic.DEAD_LETTERS_ACTED;
import static io.millrace.events.wire.Topic.INVENTORY_ADJUSTED;
import static io.millrace.pipeline.Journal.adjustments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.events.DeadLetterDiscarded;
import io.millrace.events.DeadLetterId;
import io.millrace.events.Event;
import io.millrace.local.testing.TestInfra;
import io.millrace.testing.Events;
import io.millrace.testing.Orders;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** From a record that cannot be handled to its second chance, on a real broker. */
@Timeout(120)
class ParkedRecordsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Broker broker = new Broker().with(INVENTORY_ADJUSTED, DEAD_LETTERS_ACTED);
    private final String failing = "failing-" + UUID.randomUUID();
    private final String other = "other-" + UUID.randomUUID();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final Journal ofFailing = new Journal();
    private final Journal ofOther = new Journal();
    private final Service failingService = new Service(broker)
            .set("millrace.pipeline.attempts", 2)
            .events(failing, INVENTORY_ADJUSTED, event -> {
                if (broken.get()) {
                    return Mono.error(new IllegalStateException("a defect"));
                }
                ofFailing.saw(event);
                return Mono.empty();
            });
    private final Service otherService = new Service(broker).events(other, INVENTORY_ADJUSTED, event -> {
        ofOther.saw(event);
        return Mono.empty();
    });

    @AfterEach
    void close() {
        failingService.close();
        otherService.close();
        broker.close();
    }

    @Test
    void givesALetterASecondChanceWithTheGroupThatFailedAndNoOther() {
        broker.store(adjustments(1, 1));
        start();
        awaitAllHandled();
        ParkedRecord letter = find(theLetters().getFirst());
        broken.set(false);

        failingService.parkedRecords().replay(letter, failing).block(PATIENCE);
        broker.store(adjustments(2, 2).subList(1, 2));
        awaitAllHandled();

        assertThat(ofFailing.size()).isEqualTo(2);
        assertThat(ofOther.size()).as("the original and its neighbour").isEqualTo(2);
        assertThat(theLetters()).hasSize(1);
    }

    @Test
    void parksAReplayThatFailsAgainOnceMoreAndAddsUpItsAttempts() {
        broker.store(adjustments(1, 1));
        start();
        awaitAllHandled();
        ParkedRecord first = find(theLetters().getFirst());
        assertThat(first.attempts()).isEqualTo(2);

        failingService.parkedRecords().replay(first, failing).block(PATIENCE);
        awaitAllHandled();

        List<DeadLetterId> letters = theLetters();
        assertThat(letters).hasSize(2);
        ParkedRecord second = find(letters.getLast());
        assertThat(second.attempts()).isEqualTo(4);
        assertThat(second.group()).isEqualTo(failing);
        assertThat(second.record().value()).isEqualTo(first.record().value());
        assertThat(Replay.isReplay(second.record())).isFalse();
    }

    @Test
    void tellsEverythingFromTheBeginningAndWhenItHasCaughtUp() {
        broker.store(List.of(discarded(7)));
        start();
        try (Reader reader = new Reader()) {
            await().atMost(PATIENCE).until(reader::hasCaughtUp);
            assertThat(reader.acted()).hasSize(1);

            broker.store(List.of(discarded(8)));
            await().atMost(PATIENCE).until(() -> reader.acted().size() == 2);

            TestInfra.kafka().kill();
            TestInfra.kafka().restart();
            broker.store(List.of(discarded(9)));
            await().atMost(PATIENCE).until(() -> reader.acted().size() == 3);
            assertThat(reader.news.stream().filter(DeadLetterNews.CaughtUp.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void hasCaughtUpAtOnceWhereNothingWasEverParked() {
        start();
        try (Reader reader = new Reader()) {
            await().atMost(PATIENCE).until(reader::hasCaughtUp);
            assertThat(reader.news).hasSize(1);
        }
    }

    @Test
    void findsNothingWhereNothingStands() {
        broker.store(adjustments(1, 1));
        start();
        awaitAllHandled();
        DeadLetterId there = theLetters().getFirst();
        var past = new DeadLetterId(there.topic(), there.partition(), there.offset() + 100);

        assertThat(failingService.parkedRecords().find(past).blockOptional(PATIENCE))
                .isEmpty();
    }

    private final class Reader implements AutoCloseable {

        private final Queue<DeadLetterNews> news = new ConcurrentLinkedQueue<>();
        private final Disposable subscription =
                failingService.parkedRecords().news().subscribe(news::add);

        boolean hasCaughtUp() {
            return news.stream().anyMatch(DeadLetterNews.CaughtUp.class::isInstance);
        }

        List<String> acted() {
            return news.stream()
                    .flatMap(one -> one instanceof DeadLetterNews.Acted acted
                            ? Stream.of(acted.event().fact().subject())
                            : Stream.empty())
                    .toList();
        }

        @Override
        public void close() {
            subscription.dispose();
        }
    }

    private void start() {
        failingService.start();
        otherService.start();
    }

    private void awaitAllHandled() {
        await().atMost(PATIENCE)
                .until(() -> broker.isAllCommitted(failing, INVENTORY_ADJUSTED)
                        && broker.isAllCommitted(other, INVENTORY_ADJUSTED));
    }

    private List<DeadLetterId> theLetters() {
        return broker.read(INVENTORY_ADJUSTED.deadLetters(broker.prefix())).stream()
                .map(record -> new DeadLetterId(INVENTORY_ADJUSTED.baseName(), record.partition(), record.offset()))
                .toList();
    }

    private ParkedRecord find(DeadLetterId id) {
        return Objects.requireNonNull(failingService.parkedRecords().find(id).block(PATIENCE));
    }

    private static Event<DeadLetterDiscarded> discarded(int offset) {
        return new Event<>(
                UUID.randomUUID().toString(),
                Events.SOURCE,
                Orders.NOON,
                Events.TRACED,
                new DeadLetterDiscarded(new DeadLetterId("orders.created", 0, offset), "ada"));
    }
}
