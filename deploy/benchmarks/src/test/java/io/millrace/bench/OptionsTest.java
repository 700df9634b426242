package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.scenario.Effort;
import io.millrace.bench.scenario.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final Path ROOT = Path.of("/millrace");

    @Test
    void isShortUnlessToldOtherwise() throws Options.NotUnderstood {
        Options options = Options.of(ROOT);

        assertThat(options.effort()).isEqualTo(Effort.SHORT);
        assertThat(options.scenarios())
                .extracting(Scenario::name)
                .contains("end-to-end")
                .doesNotContain("fan-out");
        assertThat(options.sampling()).isEqualTo(0.1);
    }

    @Test
    void isCompleteInItsFullFormButForWhatMustBeNamed() throws Options.NotUnderstood {
        assertThat(Options.of(ROOT, "--full").scenarios())
                .hasSize(Scenarios.all(ROOT).size() - 1)
                .extracting(Scenario::name)
                .doesNotContain("tracing");
        assertThat(Options.of(ROOT, "--full", "--only", "tracing").scenarios()).hasSize(1);
    }

    @Test
    void takesWhatItIsTold() throws Options.NotUnderstood {
        Options options =
                Options.of(ROOT, "--full", "--only", "end-to-end", "--sampling", "0", "--json", "/tmp/bench.json");

        assertThat(options.effort()).isEqualTo(Effort.FULL);
        assertThat(options.scenarios()).extracting(Scenario::name).containsExactly("end-to-end");
        assertThat(options.sampling()).isZero();
        assertThat(options.json()).isEqualTo(Path.of("/tmp/bench.json"));
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> Options.of(ROOT, "--fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> Options.of(ROOT, "--only", "nothing")).hasMessageContaining("nothing");
        assertThatThrownBy(() -> Options.of(ROOT, "--sampling", "2")).hasMessageContaining("--sampling");
        assertThatThrownBy(() -> Options.of(ROOT, "--json")).hasMessageContaining("--json");
    }
}
