package io.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measure is {@link Instant} itself. */
class TimesTest {

    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_MINUS_1 =
            Instant.parse("-0001-01-01T00:00:00Z").toEpochMilli();

    @Test
    void writesAndReadsMillisecondsOfAnyCenturyAsInstantDoes() {
        Random random = new Random(20261121);
        for (int i = 0; i < 200_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(YEAR_MINUS_1, YEAR_10000 + 1_000));

            String text = Times.format(time);

            assertThat(text).isEqualTo(time.toString());
            assertThat(Times.parse(text)).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-11-21T07:40:06Z",
                "2026-11-21T07:40:06.100Z",
                "2026-11-21T07:40:06.000001Z",
                "2026-11-21T07:40:06.123456789Z",
                "2024-02-29T23:59:59.999Z",
                "0000-01-01T00:00:00.001Z",
                "1969-12-31T23:59:59.999Z"
            })
    void writesAndReadsEveryPrecisionAsInstantDoes(String text) {
        assertThat(Times.parse(text)).isEqualTo(Instant.parse(text));
        assertThat(Times.format(Instant.parse(text)))
                .isEqualTo(Instant.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21T09:40:06.123+02:00", "2026-11-21T24:00:00.000Z", "2026-11-21T07:40:06.120Z"})
    void readsWhatOthersMayWriteAsInstantDoes(String text) {
        assertThat(Times.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-30T07:40:06.123Z",
                "2026-13-01T07:40:06.123Z",
                "2026-11-21T25:40:06.123Z",
                "2026-11-21T07:60:06.123Z",
                "2026-11-21T07:40:61.123Z",
                "2026-11-21 07:40:06.123Z",
                "2026-11-21T07:40:06.12xZ",
                "2026-11-21T07:40:06.123z?"
            })
    void refusesWhatInstantRefuses(String text) {
        assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeParseException.class);
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeParseException.class);
    }
}
