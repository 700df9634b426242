package io.millrace.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void readsKibibytesAsBytes() {
        Memory memory = Memory.parse(List.of("Name:\tjava", "VmHWM:\t     300 kB", "VmRSS:\t     200 kB"));

        assertThat(memory).isEqualTo(new Memory(200 * 1_024, 300 * 1_024));
    }
}
