package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Ledger.Partition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Partition ONE = new Partition("orders", 1);
    private static final Partition TWO = new Partition("orders", 2);

    private final List<Long> acknowledged = new ArrayList<>();
    private final Ledger ledger = new Ledger();

    @Test
    void takesInWhatWasFetchedForAPartitionThatIsAssigned() {
        fetched(ONE, 7);

        enter(ONE, 7).settle();

        assertThat(acknowledged).containsExactly(7L);
    }

    @Test
    void takesInNothingForAPartitionThatIsNot() {
        ledger.fetched(ONE, 7);

        assertThat(ledger.enter(ONE, 7, () -> {})).isNull();
    }

    @Test
    void endsAnAssignmentWhenItIsRevoked() {
        fetched(ONE, 7);
        PartitionLedger.Entry late = enter(ONE, 7);

        ledger.revoked(ONE);
        late.settle();

        assertThat(acknowledged).isEmpty();
        assertThat(ledger.settledUpTo()).isEmpty();
    }

    @Test
    void endsTheFormerAssignmentWhenAPartitionIsAssignedAgain() {
        fetched(ONE, 7);
        PartitionLedger.Entry late = enter(ONE, 7);

        fetched(ONE, 7);
        late.settle();

        assertThat(acknowledged).isEmpty();
        assertThat(ledger.unsettled()).isZero();
    }

    @Test
    void endsAllAssignmentsWhenTheConsumerIsGone() {
        fetched(ONE, 7);
        fetched(TWO, 3);
        List<PartitionLedger.Entry> late = List.of(enter(ONE, 7), enter(TWO, 3));

        ledger.revokedAll();
        late.forEach(PartitionLedger.Entry::settle);

        assertThat(acknowledged).isEmpty();
        assertThat(ledger.settledUpTo()).isEmpty();
    }

    @Test
    void saysUpToWhereEachPartitionIsSettledAndWhatIsOpen() {
        fetched(ONE, 7);
        fetched(TWO, 3);
        enter(ONE, 7).settle();
        enter(TWO, 3);
        enter(TWO, 4).settle();

        assertThat(ledger.settledUpTo()).containsEntry(ONE, 8L).containsEntry(TWO, 3L);
        assertThat(ledger.unsettled()).isEqualTo(2);
    }

    @Test
    void knowsForHowLongTheOldestIsOpen() {
        fetched(ONE, 7);
        fetched(TWO, 3);
        assertThat(ledger.oldestNanos()).isZero();

        long before = System.nanoTime();
        enter(ONE, 7);
        PartitionLedger.Entry entry = enter(TWO, 3);
        assertThat(ledger.oldestNanos()).isBetween(0L, System.nanoTime() - before);

        long age = ledger.oldestNanos();
        entry.settle();
        assertThat(ledger.oldestNanos()).isGreaterThanOrEqualTo(age).isPositive();
    }

    private void fetched(Partition partition, long offset) {
        ledger.assigned(partition);
        ledger.fetched(partition, offset);
    }

    private PartitionLedger.Entry enter(Partition partition, long offset) {
        return requireNonNull(ledger.enter(partition, offset, () -> acknowledged.add(offset)));
    }
}
