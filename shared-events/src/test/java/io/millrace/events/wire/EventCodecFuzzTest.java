package io.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.InvalidFact;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, they are read or refused. An error of another kind would end the stream for all records behind. */
class EventCodecFuzzTest {

    private final EventCodec codec = new EventCodec("");

    @ParameterizedTest
    @MethodSource("all")
    void refusesEveryTruncation(GoldenFile golden) {
        var record = golden.record();
        for (int length = 0; length < record.value().length; length++) {
            boolean read = reads(Records.like(record, record.key(), Arrays.copyOf(record.value(), length)));
            assertThat(read).as("the first %s bytes", length).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsOrRefusesEveryChangeOfABit(GoldenFile golden) {
        var record = golden.record();
        for (int bit = 0; bit < record.value().length * 8; bit++) {
            byte[] value = record.value().clone();
            value[bit / 8] ^= (byte) (1 << bit % 8);
            reads(Records.like(record, record.key(), value));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsOrRefusesWhateverIsMixedUp(GoldenFile golden) {
        Random random = new Random(golden.name().hashCode());
        List<GoldenFile> all = all();
        for (int i = 0; i < 500; i++) {
            byte[] value = golden.record().value().clone();
            byte[] other = all.get(random.nextInt(all.size())).record().value();
            for (int change = random.nextInt(3); change >= 0; change--) {
                int to = random.nextInt(value.length);
                int from = random.nextInt(other.length);
                int length = random.nextInt(Math.min(value.length - to, other.length - from));
                System.arraycopy(other, from, value, to, length);
            }
            reads(Records.like(golden.record(), golden.record().key(), value));
        }
    }

    static List<GoldenFile> all() {
        return GoldenFile.all();
    }

    private boolean reads(ConsumerRecord<byte[], byte[]> record) {
        try {
            codec.decode(record);
            return true;
        } catch (Undecodable | InvalidFact refused) {
            assertThat(refused.getMessage()).isNotEmpty();
            return false;
        }
    }
}
