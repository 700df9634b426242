package io.millrace.pipeline;

import java.util.HashMap;
import java.util.Map;

/**
 * How far a group is behind the log on the partitions that are read here: how many records are not settled, and for how long none of those that wait was.
 * The age grows only where nothing moves; a partition that is behind and gets on has waited since its last step. One thread writes, any reads.
 */
final class Lag {

    private record Place(long settledUpTo, long since) {}

    private Map<Ledger.Partition, Place> places = Map.of();
    private volatile long records;
    private volatile double seconds;

    /**
     * @param ends the offset behind the last record of each partition
     * @param settledUpTo the offset up to which each partition is settled
     * @param nanos as {@link System#nanoTime} tells them
     */
    void observed(Map<Ledger.Partition, Long> ends, Map<Ledger.Partition, Long> settledUpTo, long nanos) {
        Map<Ledger.Partition, Place> next = HashMap.newHashMap(settledUpTo.size());
        long behind = 0;
        long longest = 0;
        for (Map.Entry<Ledger.Partition, Long> settled : settledUpTo.entrySet()) {
            Ledger.Partition partition = settled.getKey();
            long position = settled.getValue();
            long waiting = Math.max(0, ends.getOrDefault(partition, position) - position);
            Place former = places.get(partition);
            long since = former != null && waiting > 0 && former.settledUpTo == position ? former.since : nanos;
            next.put(partition, new Place(position, since));
            behind += waiting;
            longest = Math.max(longest, nanos - since);
        }
        places = next;
        records = behind;
        seconds = longest / 1e9;
    }

    long records() {
        return records;
    }

    double seconds() {
        return seconds;
    }
}
