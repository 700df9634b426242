package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionLedgerTest {

    private final List<Long> acknowledged = new ArrayList<>();
    private final PartitionLedger ledger = new PartitionLedger(1);

    @Test
    void withholdsTheAcknowledgementUntilTheEarlierRecordSettles() {
        ledger.fetched(7);
        PartitionLedger.Entry first = enter(7);
        PartitionLedger.Entry second = enter(8);

        second.settle();
        assertThat(acknowledged).isEmpty();

        first.settle();
        assertThat(acknowledged).containsExactly(7L, 8L);
    }

    @Test
    void isSettledUpToTheOldestThatIsOpenOrBehindTheLatest() {
        assertThat(ledger.settledUpTo()).isEqualTo(-1);
        ledger.fetched(7);
        PartitionLedger.Entry first = enter(7);
        PartitionLedger.Entry second = enter(9);

        second.settle();
        assertThat(ledger.settledUpTo()).isEqualTo(7);
        first.settle();
        assertThat(ledger.settledUpTo()).isEqualTo(10);
    }

    @Test
    void acknowledgesNothingAfterItsEnd() {
        ledger.fetched(0);
        PartitionLedger.Entry late = enter(0);

        ledger.end();
        late.settle();

        assertThat(acknowledged).isEmpty();
        assertThat(ledger.unsettled()).isZero();
    }

    @Test
    void takesNothingInAfterItsEnd() {
        ledger.fetched(0);
        ledger.end();

        assertThat(ledger.enter(0, () -> {})).isNull();
    }

    @Test
    void takesNothingInBeforeAnythingWasFetched() {
        assertThat(ledger.enter(5, () -> {})).isNull();
    }

    @Test
    void beginsWithTheFirstFetchedRecordAndLeavesOutLeftoversOfAFormerAssignment() {
        ledger.fetched(90);

        assertThat(ledger.enter(100, () -> {})).isNull();
        assertThat(ledger.enter(101, () -> {})).isNull();
        assertThat(ledger.enter(90, () -> {})).isNotNull();
    }

    @Test
    void entersARecordOnceThoughALeftoverAndTheRecordItselfBothCome() {
        ledger.fetched(100);

        assertThat(ledger.enter(100, () -> {})).isNotNull();
        assertThat(ledger.enter(101, () -> {})).isNotNull();
        assertThat(ledger.enter(100, () -> {})).isNull();
        assertThat(ledger.enter(101, () -> {})).isNull();
        assertThat(ledger.enter(102, () -> {})).isNotNull();
    }

    @Test
    void doesNotMindGapsThatTransactionsAndCompactionLeave() {
        ledger.fetched(3);

        enter(3).settle();
        enter(10).settle();

        assertThat(acknowledged).containsExactly(3L, 10L);
    }

    /** All 5,040 orders in which seven records can settle. */
    @ParameterizedTest
    @MethodSource("permutationsOfSeven")
    void neverAcknowledgesPastAnUnsettledRecordInAnyOrderOfCompletion(List<Integer> order) {
        ledger.fetched(0);
        List<PartitionLedger.Entry> entries =
                LongStream.range(0, 7).mapToObj(this::enter).toList();
        boolean[] settled = new boolean[7];

        for (int next : order) {
            entries.get(next).settle();
            settled[next] = true;

            int contiguous = 0;
            while (contiguous < 7 && settled[contiguous]) {
                contiguous++;
            }
            assertThat(acknowledged)
                    .isEqualTo(LongStream.range(0, contiguous).boxed().toList());
        }
    }

    static List<List<Integer>> permutationsOfSeven() {
        List<List<Integer>> all = new ArrayList<>();
        permute(new ArrayList<>(IntStream.range(0, 7).boxed().toList()), 0, all);
        return all;
    }

    private static void permute(List<Integer> items, int from, List<List<Integer>> all) {
        if (from == items.size()) {
            all.add(List.copyOf(items));
            return;
        }
        for (int i = from; i < items.size(); i++) {
            Collections.swap(items, from, i);
            permute(items, from + 1, all);
            Collections.swap(items, from, i);
        }
    }

    /**
     * A partition that is assigned, revoked and assigned again while records settle in any order, with leftovers of former assignments coming
     * in late: what a broker would have committed is never past a record that nobody settled, and never goes back under one assignment.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void neverCommitsPastAnUnsettledRecordThroughRevocationAndReassignment(long seed) {
        new Simulation(new Random(seed)).run(400);
    }

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    private PartitionLedger.Entry enter(long offset) {
        return requireNonNull(ledger.enter(offset, () -> acknowledged.add(offset)));
    }

    /** One consumer, one partition, and the broker that keeps its committed offset. */
    private static final class Simulation {

        private static final Ledger.Partition PARTITION = new Ledger.Partition("orders", 0);

        private final Random random;
        private final Ledger ledger = new Ledger();
        private final List<Long> prefetched = new ArrayList<>();
        private final List<PartitionLedger.Entry> working = new ArrayList<>();
        private final Set<Long> settled = new HashSet<>();
        private long committed;
        private long position;
        private boolean assigned;

        Simulation(Random random) {
            this.random = random;
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(10)) {
                    case 0 -> assign();
                    case 1 -> revoke();
                    case 2, 3 -> poll();
                    case 4, 5, 6 -> receive();
                    default -> settleAny();
                }
            }
        }

        private void assign() {
            if (!assigned) {
                ledger.assigned(PARTITION);
                position = committed;
                assigned = true;
            }
        }

        private void revoke() {
            if (assigned) {
                ledger.revoked(PARTITION);
                assigned = false;
            }
        }

        private void poll() {
            if (assigned) {
                ledger.fetched(PARTITION, position);
                for (int i = random.nextInt(4); i >= 0; i--) {
                    prefetched.add(position++);
                }
            }
        }

        private void receive() {
            if (!prefetched.isEmpty()) {
                long offset = prefetched.removeFirst();
                PartitionLedger.Entry entry = ledger.enter(PARTITION, offset, () -> acknowledge(offset));
                if (entry != null) {
                    working.add(entry);
                }
            }
        }

        private void settleAny() {
            if (!working.isEmpty()) {
                PartitionLedger.Entry entry = working.remove(random.nextInt(working.size()));
                settled.add(entry.offset());
                entry.settle();
            }
        }

        private void acknowledge(long offset) {
            assertThat(assigned).as("acknowledged under an assignment").isTrue();
            assertThat(offset).as("acknowledged in order").isGreaterThanOrEqualTo(committed);
            for (long before = committed; before <= offset; before++) {
                assertThat(settled).contains(before);
            }
            committed = offset + 1;
        }
    }
}
