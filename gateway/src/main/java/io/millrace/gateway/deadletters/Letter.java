package io.millrace.gateway.deadletters;

import io.millrace.events.DeadLetterId;
import io.millrace.pipeline.ParkedRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter in short: all that is kept of it in memory, some 500 bytes.
 *
 * @param group that could not handle it; null where whoever parked it did not say
 * @param exception the class of it
 * @param message of the exception, cut
 * @param attempts over all its lives
 * @param fate null while nobody has dealt with it
 */
record Letter(
        DeadLetterId id,
        Origin origin,
        @Nullable String group,
        @Nullable String exception,
        @Nullable String message,
        int attempts,
        Instant parkedAt,
        @Nullable Fate fate) {

    private static final int MAX_NAME = 250;
    private static final int MAX_MESSAGE = 200;

    /** Where the record stood when it could not be handled, and since when; {@link ParkedRecord#UNKNOWN} where nobody says. */
    record Origin(long partition, long offset, long timestamp) {}

    static Letter of(ParkedRecord parked, @Nullable Fate fate) {
        return new Letter(
                parked.id(),
                new Origin(parked.originalPartition(), parked.originalOffset(), parked.originalTimestamp()),
                name(parked.group()),
                name(parked.exceptionClass()),
                cut(parked.exceptionMessage(), MAX_MESSAGE),
                parked.attempts(),
                Instant.ofEpochMilli(parked.record().timestamp()),
                fate);
    }

    Letter with(Fate decided) {
        return new Letter(id, origin, group, exception, message, attempts, parkedAt, decided);
    }

    State state() {
        return fate == null ? State.PARKED : fate.state();
    }

    boolean isOpen() {
        return fate == null;
    }

    boolean isOf(String topic, String ofGroup) {
        return id.topic().equals(topic) && ofGroup.equals(group);
    }

    /** There are few of these, each in thousands of letters. */
    private static @Nullable String name(@Nullable String text) {
        String cut = cut(text, MAX_NAME);
        return cut == null ? null : cut.intern();
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        if (text == null || text.length() <= length) {
            return text;
        }
        boolean withinCharacter = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, withinCharacter ? length - 1 : length) + "…";
    }
}
