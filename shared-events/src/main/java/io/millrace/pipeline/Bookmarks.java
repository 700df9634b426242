package io.millrace.pipeline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader without a group has come on each of its partitions, over any number of consumers, and how much of what stood there at first
 * is still to be read.
 */
final class Bookmarks {

    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Set<TopicPartition> unopened;
    private boolean caughtUp;

    Bookmarks(Set<TopicPartition> partitions) {
        unopened = new HashSet<>(partitions);
    }

    /** The offset to go on at; null for a partition that was not read yet. */
    synchronized @Nullable Long place(TopicPartition partition) {
        return next.get(partition);
    }

    /**
     * A partition is read from its beginning.
     *
     * @param end the offset behind its last record at this moment
     */
    synchronized void opened(TopicPartition partition, long begin, long end) {
        next.put(partition, begin);
        unopened.remove(partition);
        if (begin < end) {
            ends.put(partition, end);
        }
    }

    synchronized void received(TopicPartition partition, long offset) {
        next.put(partition, offset + 1);
        Long end = ends.get(partition);
        if (end != null && offset + 1 >= end) {
            ends.remove(partition);
        }
    }

    /** Whether all that stood there at first has been read, and this has not been asked successfully before. */
    synchronized boolean hasJustCaughtUp() {
        boolean now = !caughtUp && unopened.isEmpty() && ends.isEmpty();
        caughtUp |= now;
        return now;
    }
}
