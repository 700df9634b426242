package io.millrace.pipeline;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One assignment of one partition: which of its records are settled, and up to where it may be committed. Records settle in any order; they
 * are acknowledged in the order of their offsets, each once all before it are settled.
 *
 * <p>Two things make a partition that comes and goes harmless:
 *
 * <ul>
 *   <li>An assignment that has ended acknowledges nothing more. What it acknowledged late would be committed over what the next owner has
 *       done since.
 *   <li>An assignment begins with the first offset that was fetched under it. Records that a former assignment had fetched may still stand in a
 *       queue behind us; taken for new ones, they would be acknowledged past records that are yet to be fetched again.
 * </ul>
 *
 * <p>Thread-safe: the receiving thread adds, any thread settles, the polling thread ends it. The lock is held for a few steps only, and
 * held while acknowledging, so that none slips out after {@link #end}.
 */
final class PartitionLedger {

    private static final long UNKNOWN = -1;

    private final int assignment;
    private final ArrayDeque<Entry> unsettled = new ArrayDeque<>();
    private long first = UNKNOWN;
    private long latest = UNKNOWN;
    private boolean ended;

    /** @param assignment counts the assignments of this consumer; for people who read logs */
    PartitionLedger(int assignment) {
        this.assignment = assignment;
    }

    /** A record on its way. Settled exactly once, by whoever handled or parked it. */
    static final class Entry {

        private final PartitionLedger ledger;
        private final long offset;
        private final long receivedAt = System.nanoTime();
        private final Runnable acknowledge;
        private boolean settled;

        private Entry(PartitionLedger ledger, long offset, Runnable acknowledge) {
            this.ledger = ledger;
            this.offset = offset;
            this.acknowledge = acknowledge;
        }

        /** Says that this record needs no more work; acknowledges it and its settled followers once nothing before it is open. */
        void settle() {
            ledger.settle(this);
        }

        long offset() {
            return offset;
        }
    }

    /** The polling thread fetched records from {@code offset} on; the first time, this is where the assignment begins. */
    synchronized void fetched(long offset) {
        if (first == UNKNOWN) {
            first = offset;
        }
    }

    /**
     * Enters a record that came in.
     *
     * @return null when the record is a leftover of a former assignment, or was entered already: it must not be handled under this one
     */
    synchronized @Nullable Entry enter(long offset, Runnable acknowledge) {
        boolean begins = latest == UNKNOWN && offset == first;
        boolean follows = latest != UNKNOWN && offset > latest;
        if (ended || !begins && !follows) {
            return null;
        }
        latest = offset;
        Entry entry = new Entry(this, offset, acknowledge);
        unsettled.add(entry);
        return entry;
    }

    /** Ends the assignment. When this returns nothing of it will be acknowledged any more. */
    synchronized void end() {
        ended = true;
        unsettled.clear();
    }

    synchronized int unsettled() {
        return unsettled.size();
    }

    /** The offset up to which all is settled; -1 as long as nothing came in under this assignment. */
    synchronized long settledUpTo() {
        Entry oldest = unsettled.peek();
        if (oldest != null) {
            return oldest.offset;
        }
        return latest == UNKNOWN ? UNKNOWN : latest + 1;
    }

    /** For how many nanoseconds the oldest record that is not settled has been here; 0 when all are. */
    synchronized long oldestNanos() {
        Entry oldest = unsettled.peek();
        return oldest == null ? 0 : System.nanoTime() - oldest.receivedAt;
    }

    private synchronized void settle(Entry entry) {
        entry.settled = true;
        if (ended) {
            return;
        }
        for (Entry head = unsettled.peek(); head != null && head.settled; head = unsettled.peek()) {
            unsettled.remove();
            head.acknowledge.run();
        }
    }

    @Override
    public synchronized String toString() {
        return "assignment " + assignment + ", " + unsettled.size() + " unsettled, latest " + latest;
    }
}
