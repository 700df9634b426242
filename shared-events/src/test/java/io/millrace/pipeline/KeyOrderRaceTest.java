package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Arrivals, settlements, failures and returns on many threads at once. */
class KeyOrderRaceTest {

    private static final int KEYS = 40;
    private static final int ITEMS = 20_000;

    private static final class Item {

        private final int key;
        private final int number;
        private volatile boolean failed;

        Item(int i) {
            this.key = i % KEYS;
            this.number = i / KEYS;
        }
    }

    private final Map<Integer, AtomicInteger> settled = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @CsvSource({
        "1, 1, 16, 64",
        "10, 1, 2, 100",
        "500, 1, 1, 300",
        "7, 1, 8, 8",
        "3, 1, 4, 4000",
        "10, 10, 4, 100",
        "5, 60, 4, 30"
    })
    void keepsEachKeyInOrderAndLosesNothing(int maxBatch, int minBeside, int concurrency, int maxInFlight) {
        Flux<Item> upstream = Flux.range(0, ITEMS)
                .map(Item::new)
                .doOnNext(item -> mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max))
                .subscribeOn(Schedulers.boundedElastic());
        KeyOrder<Item> order =
                new KeyOrder<>(upstream, item -> item.key, item -> item.failed, maxBatch, minBeside, maxInFlight);

        StepVerifier.create(order.flatMap(batch -> work(order, batch), concurrency, 1))
                .expectComplete()
                .verify(Duration.ofSeconds(60));

        assertThat(violations).isEmpty();
        assertThat(settled)
                .hasSize(KEYS)
                .allSatisfy((key, count) -> assertThat(count).hasValue(ITEMS / KEYS));
        assertThat(mostInFlight.get()).isLessThanOrEqualTo(maxInFlight);
    }

    /** Whatever stop and work do to each other, close leaves no batch on its way. */
    @RepeatedTest(50)
    void emitsNothingAfterItsClosingIsDone() {
        AtomicInteger started = new AtomicInteger();
        KeyOrder<Item> order = new KeyOrder<>(
                Flux.range(0, ITEMS).map(Item::new).subscribeOn(Schedulers.parallel()),
                item -> item.key,
                item -> item.failed,
                5,
                1,
                50);
        var running = order.flatMap(
                        batch -> {
                            started.incrementAndGet();
                            return Mono.fromRunnable(() -> order.settled(batch)).subscribeOn(Schedulers.parallel());
                        },
                        4,
                        1)
                .subscribe();

        Integer atClose = order.close().then(Mono.fromSupplier(started::get)).block(Duration.ofSeconds(10));
        Integer later =
                Mono.delay(Duration.ofMillis(2)).map(due -> started.get()).block(Duration.ofSeconds(10));

        assertThat(later).isEqualTo(atClose);
        running.dispose();
    }

    private Mono<Void> work(KeyOrder<Item> order, List<Item> batch) {
        return Mono.<Void>fromRunnable(() -> {
                    batch.stream().map(item -> item.key).distinct().forEach(key -> {
                        if (count(underWay, key).getAndIncrement() != 0) {
                            violations.add("key " + key + " is in two batches at a time");
                        }
                    });
                    List<Item> good = new ArrayList<>();
                    Map<Integer, List<Item>> back = new ConcurrentHashMap<>();
                    for (Item item : batch) {
                        boolean fails =
                                !item.failed && ThreadLocalRandom.current().nextInt(100) == 0;
                        if (fails || back.containsKey(item.key)) {
                            back.computeIfAbsent(item.key, any -> new ArrayList<>())
                                    .add(item);
                        } else {
                            settle(item);
                            good.add(item);
                        }
                    }
                    batch.stream()
                            .map(item -> item.key)
                            .distinct()
                            .forEach(key -> count(underWay, key).decrementAndGet());
                    inFlight.addAndGet(-good.size());
                    order.settled(good);
                    back.values().forEach(items -> {
                        items.getFirst().failed = true;
                        order.putBack(items);
                        Schedulers.parallel().schedule(() -> order.resume(items.getFirst()));
                    });
                })
                .subscribeOn(Schedulers.parallel())
                .doFinally(end -> order.ended(batch));
    }

    private void settle(Item item) {
        int before = count(settled, item.key).getAndIncrement();
        if (before != item.number) {
            violations.add("key " + item.key + " settled " + item.number + " after " + before);
        }
    }

    private static AtomicInteger count(Map<Integer, AtomicInteger> counts, int key) {
        return counts.computeIfAbsent(key, any -> new AtomicInteger());
    }
}
