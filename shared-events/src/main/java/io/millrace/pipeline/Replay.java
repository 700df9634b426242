package io.millrace.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that stands on its original topic again, where all groups read it: a header names the one group it is for. What fails again is
 * parked without that header, as a new letter, so that nothing goes round by itself.
 */
public final class Replay {

    /** Names the group that is to handle the record; all others pass it over. */
    static final String GROUP = "millrace-replay-group";

    private Replay() {}

    /** Whether this was on its topic before. Whoever reads a topic without a group has seen it then. */
    public static boolean isReplay(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(GROUP) != null;
    }

    static boolean isForAnother(ConsumerRecord<byte[], byte[]> record, String group) {
        String meant = ParkedRecord.text(record, GROUP);
        return meant != null && !meant.equals(group);
    }

    /** How often the group had handled this before it was replayed; 0 for what is no replay. */
    static int formerAttempts(ConsumerRecord<byte[], byte[]> record) {
        return isReplay(record) ? ParkedRecord.attempts(record) : 0;
    }

    /**
     * The original key, bytes and headers, and the attempts so far.
     *
     * @param topic the original one, by its name on the broker
     */
    static ProducerRecord<byte[], byte[]> of(ParkedRecord letter, String topic, String group) {
        ConsumerRecord<byte[], byte[]> parked = letter.record();
        // Letters without a key stand on the partition that the original stood on.
        @Nullable Integer partition = parked.key() == null ? Integer.valueOf(parked.partition()) : null;
        var replay = new ProducerRecord<>(topic, partition, parked.key(), parked.value());
        for (Header header : parked.headers()) {
            if (DeadLetters.isOriginal(header)) {
                replay.headers().add(header);
            }
        }
        replay.headers()
                .add(GROUP, group.getBytes(UTF_8))
                .add(DeadLetters.ATTEMPTS, Integer.toString(letter.attempts()).getBytes(UTF_8));
        return replay;
    }
}
