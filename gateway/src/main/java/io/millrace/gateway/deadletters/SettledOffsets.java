package io.millrace.gateway.deadletters;

import io.millrace.events.DeadLetterId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which letters were dealt with, one bit each: what is remembered of decisions for which there is no room. A million of them take 125 KB. Belongs
 * to the thread of the index.
 */
final class SettledOffsets {

    private record Partition(String topic, int number) {}

    private final Map<Partition, BitSet> settled = new HashMap<>();

    void add(DeadLetterId id) {
        if (id.offset() < Integer.MAX_VALUE) {
            settled.computeIfAbsent(new Partition(id.topic(), id.partition()), none -> new BitSet())
                    .set((int) id.offset());
        }
    }

    boolean contains(DeadLetterId id) {
        BitSet bits = settled.get(new Partition(id.topic(), id.partition()));
        return bits != null && id.offset() < Integer.MAX_VALUE && bits.get((int) id.offset());
    }
}
