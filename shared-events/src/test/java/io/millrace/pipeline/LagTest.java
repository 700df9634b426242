package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagTest {

    private static final Ledger.Partition ONE = new Ledger.Partition("orders.created", 1);
    private static final Ledger.Partition TWO = new Ledger.Partition("orders.created", 2);

    private final Lag lag = new Lag();
    private long now;

    @Test
    void countsWhatIsNotSettledOnAllPartitions() {
        lag.observed(Map.of(ONE, 10L, TWO, 20L), Map.of(ONE, 4L, TWO, 20L), now);

        assertThat(lag.records()).isEqualTo(6);
    }

    @Test
    void growsOldWhileNothingMoves() {
        observed(10, 4);
        after(Duration.ofSeconds(5));
        observed(11, 4);
        after(Duration.ofSeconds(5));
        observed(12, 4);

        assertThat(lag.records()).isEqualTo(8);
        assertThat(lag.seconds()).isEqualTo(10);
    }

    @Test
    void isYoungWhereItGetsOnThoughItStaysBehind() {
        observed(1_000, 4);
        after(Duration.ofSeconds(5));
        observed(2_000, 100);

        assertThat(lag.records()).isEqualTo(1_900);
        assertThat(lag.seconds()).isZero();
    }

    @Test
    void endsWhenAllIsSettled() {
        observed(10, 4);
        after(Duration.ofSeconds(5));
        observed(10, 10);
        after(Duration.ofSeconds(5));
        observed(10, 10);

        assertThat(lag.records()).isZero();
        assertThat(lag.seconds()).isZero();
    }

    @Test
    void isNotOursWhereThePartitionIsNotOursAnyMore() {
        observed(10, 4);
        after(Duration.ofSeconds(5));
        lag.observed(Map.of(), Map.of(), now);

        assertThat(lag.records()).isZero();
        assertThat(lag.seconds()).isZero();
    }

    @Test
    void isNoneWhereMoreIsSettledThanTheEndThatWasAskedForAMomentBefore() {
        observed(10, 12);

        assertThat(lag.records()).isZero();
    }

    private void observed(long end, long settledUpTo) {
        lag.observed(Map.of(ONE, end), Map.of(ONE, settledUpTo), now);
    }

    private void after(Duration time) {
        now += time.toNanos();
    }
}
