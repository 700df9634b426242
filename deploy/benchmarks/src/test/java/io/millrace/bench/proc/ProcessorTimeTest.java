package io.millrace.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    private final ProcessorTime time = new ProcessorTime();

    @Test
    void growsWithWork() {
        long self = ProcessHandle.current().pid();
        long before = time.of(self);
        long end = before + 50_000;
        long turns = 0;
        while (time.of(self) < end) {
            turns++;
        }
        assertThat(turns).isPositive();
        assertThat(time.of(self)).isGreaterThanOrEqualTo(end);
    }

    @Test
    void countsTheChildrenOfAFamily() throws IOException {
        Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            long self = ProcessHandle.current().pid();
            while (time.of(child.pid()) < 50_000) {
                Thread.onSpinWait();
            }
            long own = time.of(self);
            assertThat(time.ofFamily(self)).isGreaterThanOrEqualTo(own + 50_000);
        } finally {
            child.destroyForcibly();
        }
    }
}
