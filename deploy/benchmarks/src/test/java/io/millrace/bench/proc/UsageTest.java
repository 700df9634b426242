package io.millrace.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void tellsWhatWasUsedBetweenTwoLooks() {
        Usage before = new Usage(Map.of("gateway", 100L, "kafka", 50L), 10);
        Usage after = new Usage(Map.of("gateway", 400L, "kafka", 60L), 30);

        assertThat(after.since(before)).isEqualTo(new Usage(Map.of("gateway", 300L, "kafka", 10L), 20));
        assertThat(after.since(before).system()).isEqualTo(310);
    }

    @Test
    void countsAPartThatWasStartedAgainFromItsStart() {
        Usage before = new Usage(Map.of("order-flow", 100L), 0);
        Usage after = new Usage(Map.of("order-flow", 30L), 0);

        assertThat(after.since(before).parts()).containsEntry("order-flow", 30L);
    }
}
