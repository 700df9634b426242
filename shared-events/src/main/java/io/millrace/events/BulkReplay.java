package io.millrace.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The replay of many dead letters as it stands after a step; whoever reads it does the next. What a crash interrupts is thereby begun again, and
 * no more than one step is done twice.
 *
 * @param id of the whole
 * @param topic whose dead letters, by its name without a prefix
 * @param group that failed and is to handle them again
 * @param ratePerSecond letters a second, at most
 * @param letters how many were parked when it began
 * @param until for each partition of the dead-letter topic the offset behind the last letter that counts: those parked later, perhaps by this
 *     very replay, are left alone
 * @param step 1 when it begins, one more with each step
 * @param after the last letter that was dealt with; null when none was
 * @param finished whether nothing is left to be done
 */
public record BulkReplay(
        String id,
        String topic,
        String group,
        int ratePerSecond,
        String by,
        Instant startedAt,
        int letters,
        List<Long> until,
        int step,
        @Nullable DeadLetterId after,
        boolean finished)
        implements DeadLetterActed {

    /** More partitions than a topic can have on brokers in their right mind. */
    private static final int MAX_PARTITIONS = 10_000;

    public BulkReplay {
        Rules.identifier("id", id);
        DeadLetterActed.requireName(by);
        Rules.require(!topic.isEmpty() && !group.isEmpty(), "a bulk replay is of one topic and one group");
        Rules.require(ratePerSecond >= 1, "ratePerSecond must be 1 or more");
        Rules.require(step >= 1, "a step is 1 or more");
        Rules.require(until.size() <= MAX_PARTITIONS, "until names more partitions than there can be");
        until = List.copyOf(until);
    }

    /** As it stands after the next step. */
    public BulkReplay next(@Nullable DeadLetterId dealtWith, boolean done) {
        return new BulkReplay(
                id, topic, group, ratePerSecond, by, startedAt, letters, until, step + 1, dealtWith, done);
    }

    /** Whether a letter was there when this began. */
    public boolean covers(DeadLetterId letter) {
        return letter.topic().equals(topic)
                && letter.partition() < until.size()
                && letter.offset() < until.get(letter.partition());
    }

    @Override
    public String subject() {
        return id;
    }
}
