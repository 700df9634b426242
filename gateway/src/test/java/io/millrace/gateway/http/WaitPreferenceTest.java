package io.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitPreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wait=5|5",
                "Wait = 5|5",
                "wait=\"5\"|5",
                "respond-async, wait=10|10",
                "wait=7; foo=bar|7",
                "wait=0|0",
                "wait=30|30",
                "wait=31|30",
                "wait=99999999999999999999|30",
                "wait=3, wait=4|3"
            })
    void isWhatTheCallerWouldWaitButThirtySecondsAtMost(String header, long seconds) {
        assertThat(WaitPreference.of(List.of(header))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "wait", "wait=", "wait=-1", "wait=1.5", "wait=soon", "waiting=5", "respond-async", "=5"})
    void isNotThereWhenItCannotBeMadeOut(String header) {
        assertThat(WaitPreference.of(List.of(header))).isNull();
    }

    @Test
    void isFoundInAnyOfSeveralHeaders() {
        assertThat(WaitPreference.of(List.of("return=minimal", "wait=2"))).isEqualTo(Duration.ofSeconds(2));
    }
}
