package io.millrace.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void takesTheLimitThatHolds() {
        assertThat(OpenFiles.parse(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units",
                        "Max open files            20000                65536                files")))
                .isEqualTo(20_000);
        assertThat(OpenFiles.parse(
                        List.of("Max open files            unlimited            unlimited            files")))
                .isEqualTo(Long.MAX_VALUE);
    }
}
