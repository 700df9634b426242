package io.millrace.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LiveHeapTest {

    @Test
    void addsUpBothGenerations() {
        assertThat(LiveHeap.parse("""
                4711:
                DefNew     total 78656K, used 30K [0x1, 0x2, 0x3)
                 eden space 69952K,   0% used [0x1, 0x2, 0x3)
                Tenured    total 174784K, used 12K [0x1, 0x2, 0x3)
                  the  space 174784K,   7% used [0x1, 0x2, 0x3)
                Metaspace       used 300K, committed 400K, reserved 500K
                """)).isEqualTo(42 * 1_024);
    }

    @Test
    void refusesTheHeapOfAnotherCollector() {
        assertThatThrownBy(() -> LiveHeap.parse("garbage-first heap   total 1K, used 1K"))
                .hasMessageContaining("serial");
    }
}
