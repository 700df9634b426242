package io.millrace.local.provider;

import java.util.Arrays;

/**
 * A number for each of many fingerprints, at 32 to 64 bytes apiece. Open addressing; nothing is ever removed; 0 means absent. It is made
 * of many small tables that grow one by one, so that growing takes no second copy of everything, and stops nobody for long.
 */
final class FingerprintTable {

    /** A power of two. At a million entries a segment is 192 KB. */
    private static final int SEGMENTS = 256;

    private final Segment[] segments = new Segment[SEGMENTS];

    FingerprintTable() {
        Arrays.setAll(segments, index -> new Segment());
    }

    long get(Fingerprint key) {
        return segmentOf(key).get(key.high(), key.low());
    }

    void put(Fingerprint key, long value) {
        if (value == 0) {
            throw new IllegalArgumentException("0 means absent");
        }
        segmentOf(key).put(key.high(), key.low(), value);
    }

    /** By the high half; slots are found by the low one. */
    private Segment segmentOf(Fingerprint key) {
        return segments[(int) key.high() & (SEGMENTS - 1)];
    }

    private static final class Segment {

        private static final int LONGS_PER_SLOT = 3;

        private int slots = 1 << 4;
        private long[] table = new long[slots * LONGS_PER_SLOT];
        private int size;

        long get(long high, long low) {
            return table[slotOf(high, low) + 2];
        }

        void put(long high, long low, long value) {
            int slot = slotOf(high, low);
            if (table[slot + 2] == 0) {
                size++;
            }
            fill(slot, high, low, value);
            if (size > slots / 4 * 3) {
                grow();
            }
        }

        /** Where the key is, or the empty slot where it belongs. */
        private int slotOf(long high, long low) {
            int slot = (int) low & (slots - 1);
            while (true) {
                int at = slot * LONGS_PER_SLOT;
                if (table[at + 2] == 0 || (table[at] == high && table[at + 1] == low)) {
                    return at;
                }
                slot = (slot + 1) & (slots - 1);
            }
        }

        private void fill(int at, long high, long low, long value) {
            table[at] = high;
            table[at + 1] = low;
            table[at + 2] = value;
        }

        private void grow() {
            long[] old = table;
            slots *= 2;
            table = new long[slots * LONGS_PER_SLOT];
            for (int at = 0; at < old.length; at += LONGS_PER_SLOT) {
                if (old[at + 2] != 0) {
                    fill(slotOf(old[at], old[at + 1]), old[at], old[at + 1], old[at + 2]);
                }
            }
        }
    }
}
