package io.millrace.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The assignments a consumer holds at present, each with its {@link PartitionLedger}. Knows partitions by name and nothing of Kafka. */
final class Ledger {

    /** A partition, by the name of its topic and its number. */
    record Partition(String topic, int number) {}

    private final Map<Partition, PartitionLedger> assignments = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    void assigned(Partition partition) {
        PartitionLedger former = assignments.put(partition, new PartitionLedger(count.incrementAndGet()));
        if (former != null) {
            former.end();
        }
    }

    void revoked(Partition partition) {
        PartitionLedger ended = assignments.remove(partition);
        if (ended != null) {
            ended.end();
        }
    }

    /** The consumer is gone, and all its assignments with it. */
    void revokedAll() {
        assignments.keySet().forEach(this::revoked);
    }

    /** As {@link PartitionLedger#fetched}; of no effect for a partition that is not assigned. */
    void fetched(Partition partition, long offset) {
        PartitionLedger ledger = assignments.get(partition);
        if (ledger != null) {
            ledger.fetched(offset);
        }
    }

    /** As {@link PartitionLedger#enter}; null also when the partition is not assigned. */
    PartitionLedger.@Nullable Entry enter(Partition partition, long offset, Runnable acknowledge) {
        PartitionLedger ledger = assignments.get(partition);
        return ledger == null ? null : ledger.enter(offset, acknowledge);
    }

    /** Up to where each assigned partition is settled, as {@link PartitionLedger#settledUpTo}. */
    Map<Partition, Long> settledUpTo() {
        Map<Partition, Long> positions = HashMap.newHashMap(assignments.size());
        assignments.forEach((partition, ledger) -> positions.put(partition, ledger.settledUpTo()));
        return positions;
    }

    /** For how many nanoseconds the oldest record that is not settled has been here; 0 when all are. */
    long oldestNanos() {
        return assignments.values().stream()
                .mapToLong(PartitionLedger::oldestNanos)
                .max()
                .orElse(0);
    }

    /** Records that came in and are not settled, over all partitions. */
    int unsettled() {
        return assignments.values().stream()
                .mapToInt(PartitionLedger::unsettled)
                .sum();
    }
}
