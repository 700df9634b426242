package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LanesTest {

    /** An item of a key; {@code alone} once it has failed. */
    private record Item(String key, int number, boolean[] failed) {

        Item(String key, int number) {
            this(key, number, new boolean[1]);
        }

        @Override
        public String toString() {
            return key + number;
        }
    }

    private final Lanes<Item> lanes = lanes(10);

    private static Lanes<Item> lanes(int maxBatch) {
        return new Lanes<>(Item::key, item -> item.failed()[0], maxBatch);
    }

    @Test
    void takesAllThatWaitUpToABatch() {
        Lanes<Item> small = lanes(3);
        List<Item> items = addTo(small, "a1 b1 c1 d1");

        assertThat(small.take()).containsExactlyElementsOf(items.subList(0, 3));
        assertThat(small.take()).containsExactlyElementsOf(items.subList(3, 4));
        assertThat(small.take()).isEmpty();
    }

    @Test
    void putsItemsOfOneKeyIntoOneBatchInTheirOrder() {
        List<Item> items = addTo(lanes, "a1 b1 a2 a3");

        assertThat(lanes.take()).containsExactly(items.get(0), items.get(2), items.get(3), items.get(1));
    }

    @Test
    void holdsAKeyWhileAnyOfItsItemsIsInWork() {
        List<Item> first = addTo(lanes, "a1 a2");
        lanes.take();
        addTo(lanes, "a3 b1");

        assertThat(lanes.take()).hasToString("[b1]");
        lanes.settled(first.subList(0, 1));
        assertThat(lanes.take()).isEmpty();
        lanes.settled(first.subList(1, 2));
        assertThat(lanes.take()).hasToString("[a3]");
    }

    @Test
    void countsTheKeysOfWhichSomethingCouldBeTaken() {
        List<Item> items = addTo(lanes, "a1 a2 b1");
        assertThat(lanes.ready()).isEqualTo(2);

        lanes.take();
        assertThat(lanes.ready()).isZero();
        lanes.putBack(items.subList(0, 2));
        assertThat(lanes.ready()).isZero();
        lanes.resume(items.get(0));
        assertThat(lanes.ready()).isOne();
    }

    @Test
    void givesItemsOfAKeySinglyWhenABatchIsOne() {
        Lanes<Item> single = lanes(1);
        List<Item> items = addTo(single, "a1 a2");

        assertThat(single.take()).containsExactly(items.get(0));
        assertThat(single.take()).isEmpty();
        single.settled(items.subList(0, 1));
        assertThat(single.take()).containsExactly(items.get(1));
    }

    @Test
    void keepsAKeyBackUntilItIsResumedAndLetsOthersPass() {
        List<Item> items = addTo(lanes, "a1 a2 b1");
        lanes.take();
        items.get(0).failed()[0] = true;
        lanes.putBack(items.subList(0, 2));
        lanes.settled(items.subList(2, 3));
        addTo(lanes, "a3 b2");

        assertThat(lanes.take()).hasToString("[b2]");
        lanes.resume(items.get(0));
        assertThat(lanes.take()).as("what failed goes alone").hasToString("[a1]");
        lanes.settled(items.subList(0, 1));
        assertThat(lanes.take()).hasToString("[a2, a3]");
    }

    @Test
    void endsABatchBeforeAnItemThatMustGoAlone() {
        List<Item> items = addTo(lanes, "a1 b1 c1");
        items.get(1).failed()[0] = true;

        assertThat(lanes.take()).hasToString("[a1]");
        assertThat(lanes.take()).hasToString("[b1]");
        assertThat(lanes.take()).hasToString("[c1]");
    }

    @Test
    void keepsNothingOfAKeyThatHasNothingLeft() {
        addTo(lanes, "a1 b1");
        lanes.settled(lanes.take());

        assertThat(lanes.size()).isZero();
    }

    @Test
    void refusesToSettleWhatWasNeverTaken() {
        assertThatThrownBy(() -> lanes.settled(List.of(new Item("a", 1)))).isInstanceOf(IllegalStateException.class);
    }

    /** Arrivals, batches, failures and returns in any order: each key in order, no item twice at a time, none left behind. */
    @ParameterizedTest
    @MethodSource("seeds")
    void keepsTheOrderOfEachKeyWhateverFailsAndWhenever(long seed) {
        new Simulation(new Random(seed)).run();
    }

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    private static List<Item> addTo(Lanes<Item> lanes, String items) {
        List<Item> added = new ArrayList<>();
        for (String item : items.split(" ")) {
            added.add(new Item(item.substring(0, 1), item.charAt(1) - '0'));
        }
        added.forEach(lanes::add);
        return added;
    }

    private static final class Simulation {

        private static final int ARRIVALS = 200;

        private final Random random;
        private final Lanes<Item> lanes;
        private final Map<String, Integer> arrived = new HashMap<>();
        private final Map<String, Integer> settled = new HashMap<>();
        private final List<List<Item>> inWork = new ArrayList<>();
        private final List<Item> heldBack = new ArrayList<>();

        Simulation(Random random) {
            this.random = random;
            this.lanes = lanes(1 + random.nextInt(8));
        }

        void run() {
            for (int step = 0; step < ARRIVALS; step++) {
                arrive();
                anyOf(this::take, this::finishABatch, this::resumeOne);
            }
            while (lanes.size() > 0) {
                anyOf(this::take, this::finishABatch, this::resumeOne);
            }
            assertThat(settled).isEqualTo(arrived);
        }

        private void anyOf(Runnable... actions) {
            actions[random.nextInt(actions.length)].run();
        }

        private void arrive() {
            String key = String.valueOf((char) ('a' + random.nextInt(5)));
            lanes.add(new Item(key, arrived.merge(key, 1, Integer::sum)));
        }

        private void take() {
            boolean ready = lanes.ready() > 0;
            List<Item> batch = lanes.take();
            assertThat(batch.isEmpty()).isNotEqualTo(ready);
            if (!batch.isEmpty()) {
                Set<String> keys = new HashSet<>();
                batch.forEach(item -> keys.add(item.key()));
                inWork.forEach(other -> other.forEach(item -> assertThat(keys).doesNotContain(item.key())));
                inWork.add(batch);
            }
        }

        /** Settles a batch key by key, in order; a key may fail at any of its items, and the rest of it goes back. */
        private void finishABatch() {
            if (inWork.isEmpty()) {
                return;
            }
            List<Item> batch = inWork.remove(random.nextInt(inWork.size()));
            Map<String, List<Item>> byKey = new HashMap<>();
            batch.forEach(item ->
                    byKey.computeIfAbsent(item.key(), any -> new ArrayList<>()).add(item));
            byKey.values().forEach(this::finishAKey);
        }

        private void finishAKey(List<Item> items) {
            int good = random.nextInt(4) == 0 ? random.nextInt(items.size()) : items.size();
            for (Item item : items.subList(0, good)) {
                assertThat(item.number()).isEqualTo(settled.merge(item.key(), 1, Integer::sum));
                lanes.settled(List.of(item));
            }
            if (good < items.size()) {
                List<Item> rest = items.subList(good, items.size());
                rest.getFirst().failed()[0] = true;
                lanes.putBack(rest);
                heldBack.add(rest.getFirst());
            }
        }

        private void resumeOne() {
            if (!heldBack.isEmpty()) {
                lanes.resume(heldBack.remove(random.nextInt(heldBack.size())));
            }
        }
    }
}
