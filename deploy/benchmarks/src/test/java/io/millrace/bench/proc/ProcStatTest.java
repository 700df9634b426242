package io.millrace.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcStatTest {

    @Test
    void readsTheTimesAfterANameWithBlanksAndBrackets() {
        ProcStat stat = ProcStat.parse(
                "4711 (postgres: a (b) c) S 42 4711 4711 0 -1 4194560 3003 5006 7 9 100 20 3 4 20 0 1 0 88\n");

        assertThat(stat).isEqualTo(new ProcStat(4711, 42, 120, 7));
    }

    @Test
    void readsThisVeryProcess() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcStat.of(self)).hasValueSatisfying(stat -> {
            assertThat(stat.pid()).isEqualTo(self);
            assertThat(stat.ownTicks()).isPositive();
        });
    }

    @Test
    void findsNoProcessThatIsGone() {
        assertThat(ProcStat.of(0)).isEmpty();
    }
}
