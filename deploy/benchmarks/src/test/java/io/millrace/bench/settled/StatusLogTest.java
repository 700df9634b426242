package io.millrace.bench.settled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusLogTest {

    @Test
    void takesThePresentStatusAndNotOneOfTheTimeline() {
        assertThat(status("{\"orderId\":\"1\",\"status\":\"CONFIRMED\",\"timeline\":[{\"status\":\"ACCEPTED\"}]}"))
                .isEqualTo("CONFIRMED");
    }

    @Test
    void refusesARecordThatTellsNone() {
        assertThatThrownBy(() -> status("{}")).hasMessageContaining("without a status");
    }

    private static String status(String json) {
        return StatusLog.status(json.getBytes(StandardCharsets.UTF_8));
    }
}
