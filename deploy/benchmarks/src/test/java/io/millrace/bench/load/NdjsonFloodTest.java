package io.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class NdjsonFloodTest {

    @Test
    void readsALineAsAnAnswer() {
        String order = "01a1fcd1-2253-73b3-a000-fe0442511966";

        assertThat(NdjsonFlood.reply("{\"line\":1,\"orderId\":\"" + order + "\",\"status\":\"ACCEPTED\"}"))
                .isEqualTo(new Reply(202, UUID.fromString(order)));
        assertThat(NdjsonFlood.reply("{\"line\":2,\"error\":{\"status\":503}}").isAccepted())
                .isFalse();
    }
}
