package io.millrace.pipeline;

import static io.millrace.events.wire.Topic.INVENTORY_ADJUSTED;
import static io.millrace.pipeline.Journal.adjustments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.events.Event;
import io.millrace.events.StockAdjusted;
import io.millrace.events.wire.EventCodec;
import io.millrace.local.testing.TestInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;

/** Every record for every reader, with no group. */
@Timeout(120)
class BroadcastTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Broker broker = new Broker().with(INVENTORY_ADJUSTED);
    private final Service service = new Service(broker);
    private final EventCodec codec = new EventCodec(broker.prefix());
    private final List<Event<StockAdjusted>> events = adjustments(3_000, 30);

    @BeforeEach
    void start() {
        service.start();
    }

    @AfterEach
    void close() {
        TestInfra.kafka().restart();
        service.close();
        broker.close();
    }

    @Test
    void givesEachReaderAllRecordsFromItsSubscriptionOn() {
        broker.store(events.subList(0, 1_000));
        try (Reader first = new Reader()) {
            await().atMost(PATIENCE).until(first::isReading);
            broker.store(events.subList(1_000, 2_000));
            await().atMost(PATIENCE).until(() -> first.sawAll(1_000, 2_000));

            try (Reader second = new Reader()) {
                await().atMost(PATIENCE).until(second::isReading);
                broker.store(events.subList(2_000, 3_000));
                await().atMost(PATIENCE).until(() -> second.sawAll(2_000, 3_000) && first.sawAll(1_000, 3_000));
                assertThat(second.sawAny(0, 2_000)).isFalse();
            }
            assertThat(first.sawAny(0, 1_000)).isFalse();
        }
    }

    @Test
    void goesOnBehindTheLastRecordWhenTheBrokerWasAway() {
        try (Reader reader = new Reader()) {
            await().atMost(PATIENCE).until(reader::isReading);
            broker.store(events.subList(0, 1_000));
            await().atMost(PATIENCE).until(() -> reader.sawAll(0, 1_000));

            TestInfra.kafka().kill();
            TestInfra.kafka().restart();
            broker.store(events.subList(1_000, 2_000));

            await().atMost(PATIENCE).until(() -> reader.sawAll(0, 2_000));
            assertThat(reader.twice()).isEmpty();
        }
    }

    @Test
    void asksForNoMoreThanItsReaderTakes() {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        BaseSubscriber<ConsumerRecord<byte[], byte[]>> slow = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(3);
            }

            @Override
            protected void hookOnNext(ConsumerRecord<byte[], byte[]> record) {
                taken.add(record);
            }
        };
        service.pipelines().broadcast(INVENTORY_ADJUSTED).subscribe(slow);
        try (Reader quick = new Reader()) {
            await().atMost(PATIENCE).until(quick::isReading);
            await().atMost(PATIENCE).until(() -> {
                broker.store(adjustments(10, 10));
                return taken.size() == 3;
            });
        } finally {
            slow.dispose();
        }
        assertThat(taken).hasSize(3);
    }

    /** Reads, and knows which of the numbered events it saw. */
    private final class Reader implements AutoCloseable {

        private final Queue<Event<?>> seen = new ConcurrentLinkedQueue<>();
        private final Disposable subscription =
                service.pipelines().broadcast(INVENTORY_ADJUSTED).subscribe(record -> seen.add(codec.decode(record)));

        /** Whether it reads from the end by now: found out by a record that counts for nothing, one for each look. */
        boolean isReading() {
            broker.store(List.of(adjustments(31, 31).getLast()));
            return seen.stream().anyMatch(event -> event.fact().subject().equals("SKU-30"));
        }

        boolean sawAll(int from, int to) {
            return ids().containsAll(
                            events.subList(from, to).stream().map(Event::id).toList());
        }

        boolean sawAny(int from, int to) {
            List<String> ids = ids();
            return events.subList(from, to).stream().map(Event::id).anyMatch(ids::contains);
        }

        List<String> twice() {
            List<String> ids = new ArrayList<>(ids());
            new HashSet<>(ids).forEach(ids::remove);
            return ids;
        }

        private List<String> ids() {
            return seen.stream().map(Event::id).toList();
        }

        @Override
        public void close() {
            subscription.dispose();
        }
    }
}
