package io.millrace.local.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintTableTest {

    /** Enough for every segment to grow eight times. */
    private static final int MANY = 500_000;

    private final FingerprintTable table = new FingerprintTable();

    @Test
    void findsEachOfManyAgainAndNothingElse() {
        Fingerprint[] keys = randomKeys(2 * MANY);
        for (int i = 0; i < MANY; i++) {
            table.put(keys[i], i + 1);
        }

        assertThat(IntStream.range(0, MANY).filter(i -> table.get(keys[i]) != i + 1))
                .isEmpty();
        assertThat(IntStream.range(MANY, 2 * MANY).filter(i -> table.get(keys[i]) != 0))
                .isEmpty();
    }

    @Test
    void keepsTheLastNumberOfAKey() {
        Fingerprint key = Fingerprint.of("order");
        table.put(key, 1);
        table.put(key, 3);

        assertThat(table.get(key)).isEqualTo(3);
    }

    @Test
    void tellsKeysApartThatDifferInOneHalfOnly() {
        table.put(new Fingerprint(7, 7), 1);
        table.put(new Fingerprint(7, 8), 2);
        table.put(new Fingerprint(8, 7), 3);

        assertThat(table.get(new Fingerprint(7, 7))).isEqualTo(1);
        assertThat(table.get(new Fingerprint(7, 8))).isEqualTo(2);
        assertThat(table.get(new Fingerprint(8, 7))).isEqualTo(3);
        assertThat(table.get(new Fingerprint(8, 8))).isZero();
    }

    @Test
    void refusesTheNumberThatStandsForAbsent() {
        assertThatThrownBy(() -> table.put(Fingerprint.of("order"), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Fingerprint[] randomKeys(int count) {
        var random = new SplittableRandom(42);
        return IntStream.range(0, count)
                .mapToObj(i -> new Fingerprint(random.nextLong(), random.nextLong()))
                .toArray(Fingerprint[]::new);
    }
}
