package io.millrace.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterIdTest {

    @Test
    void isReadAsItIsWritten() {
        var id = new DeadLetterId("orders.cancellation-requested", 12, 123_456_789_012L);

        assertThat(id).hasToString("orders.cancellation-requested.DLT-12-123456789012");
        assertThat(DeadLetterId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders.created-3-17",
                "orders.created.DLT-3",
                "orders.created.DLT-03-17",
                "orders.created.DLT-3-+17",
                "orders.created.DLT--3-17",
                "orders.created.DLT-3-9999999999999999999",
                "orders.created.DLT-3-17/..",
                ".DLT-3-17",
                "orders.created.DLT-３-17"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> DeadLetterId.parse(text)).isInstanceOf(InvalidFact.class);
    }

    @Test
    void isInTheOrderInWhichTheLettersStand() {
        assertThat(Stream.of("b.DLT-0-0", "a.DLT-10-1", "a.DLT-2-30", "a.DLT-2-4")
                        .map(DeadLetterId::parse)
                        .sorted()
                        .map(DeadLetterId::toString))
                .isEqualTo(List.of("a.DLT-2-4", "a.DLT-2-30", "a.DLT-10-1", "b.DLT-0-0"));
    }
}
