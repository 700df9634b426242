package io.millrace.events;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a dead letter stands, which is its name: {@code orders.created.DLT-3-17}. The same on every instance and for as long as the record is kept.
 *
 * @param topic the name, without a prefix, of the topic whose dead letter it is
 * @param partition of the dead-letter topic
 * @param offset in that partition
 */
public record DeadLetterId(String topic, int partition, long offset) implements Comparable<DeadLetterId> {

    private static final String SUFFIX = ".DLT";
    private static final Pattern TEXT = Pattern.compile("([a-zA-Z0-9._-]{1,240})\\.DLT-([0-9]{1,9})-([0-9]{1,18})");

    private static final Comparator<DeadLetterId> AS_THEY_STAND = Comparator.comparing(DeadLetterId::topic)
            .thenComparingInt(DeadLetterId::partition)
            .thenComparingLong(DeadLetterId::offset);

    /** @throws InvalidFact when {@code text} is not what {@link #toString} makes */
    public static DeadLetterId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            var id = new DeadLetterId(
                    matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
            if (id.toString().equals(text)) {
                return id;
            }
        }
        throw new InvalidFact("a dead letter's id is its topic, partition and offset, such as orders.created.DLT-3-17");
    }

    @Override
    public int compareTo(DeadLetterId other) {
        return AS_THEY_STAND.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + SUFFIX + "-" + partition + "-" + offset;
    }
}
