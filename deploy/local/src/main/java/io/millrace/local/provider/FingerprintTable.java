package io.millrace.local.provider;

/** A number for each of many fingerprints, at 24 to 50 bytes apiece. Open addressing; nothing is ever removed; 0 means absent. */
final class FingerprintTable {

    private static final int LONGS_PER_SLOT = 3;

    private int slots = 1 << 12;
    private long[] table = new long[slots * LONGS_PER_SLOT];
    private int size;

    long get(Fingerprint key) {
        return table[slotOf(key.high(), key.low()) + 2];
    }

    void put(Fingerprint key, long value) {
        if (value == 0) {
            throw new IllegalArgumentException("0 means absent");
        }
        int slot = slotOf(key.high(), key.low());
        if (table[slot + 2] == 0) {
            size++;
        }
        fill(slot, key.high(), key.low(), value);
        if (size > slots / 4 * 3) {
            grow();
        }
    }

    int size() {
        return size;
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
