package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.parts.PartName;
import io.millrace.local.process.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void combinesWhatCanBeCombined() {
        assertThat(Arguments.of("up")).isEqualTo(new Arguments.Up(false, false, false));
        assertThat(Arguments.of("up", "infra", "--detach", "--fresh")).isEqualTo(new Arguments.Up(true, true, true));
        assertThat(Arguments.of("up", "--fresh", "infra")).isEqualTo(new Arguments.Up(true, false, true));
        assertThat(Arguments.of("down")).isEqualTo(new Arguments.Down());
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryPartByTheNameItIsListedUnder(PartName part) {
        assertThat(Arguments.of("up", "--only", part.toString())).isEqualTo(new Arguments.Only(part));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--frsh", "gateway", "--only", "--only nothing", "--only gateway --fresh", "--only kafka infra"})
    void refusesTheRestAndListsWhatThereIs(String words) {
        assertThatThrownBy(() -> Arguments.of(("up " + words).split(" ")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("deploy/up --detach")
                .hasMessageContaining("order-flow");
    }

    @Test
    void helpsWhereverItIsAskedTo() {
        assertThat(Arguments.of("up", "infra", "--help")).isEqualTo(new Arguments.Help());
    }
}
