package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPropertiesTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 10, 100})
    void takesAPauseThatNobodyWouldMissAStopFor(long millis) {
        assertThat(withPause(millis).pauseBetweenPolls()).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 101})
    void refusesAnyOtherPauseByTheNameOfItsProperty(long millis) {
        assertThatThrownBy(() -> withPause(millis))
                .hasMessage("millrace.kafka.pause-between-polls must be 0 to 100 ms, and is " + millis + " ms");
    }

    private static KafkaProperties withPause(long millis) {
        return new KafkaProperties(
                "127.0.0.1:9092", "", 6, 10, Duration.ofSeconds(1), Duration.ofMillis(millis), Map.of(), Map.of());
    }
}
