package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {

    @Test
    void tellsTheMachineTheVersionsAndWhetherEachTargetIsMet() {
        Run run = new Run(
                Instant.EPOCH,
                Duration.ofSeconds(3),
                "short",
                10_000,
                0.1,
                new Machine(2, "a processor", 1L << 30, "6.1"),
                new Versions("abc", "25", "4.3.1", "18.6", "4.1.0"),
                List.of(new Result(
                        "end-to-end",
                        "10 orders",
                        List.of(Figure.of("settled", 2_800, Unit.PER_SECOND).atLeast(3_500)),
                        List.of())),
                List.of("drain"),
                null);

        JsonNode json = JsonMapper.shared().readTree(JsonReport.of(run));

        assertThat(json.at("/machine/cpus").asInt()).isEqualTo(2);
        assertThat(json.at("/versions/kafka").asString()).isEqualTo("4.3.1");
        assertThat(json.at("/commit").asString()).isEqualTo("abc");
        assertThat(json.at("/leftOut/0").asString()).isEqualTo("drain");
        JsonNode figure = json.at("/scenarios/0/figures/0");
        assertThat(figure.at("/name").asString()).isEqualTo("settled");
        assertThat(figure.at("/value").asDouble()).isEqualTo(2_800);
        assertThat(figure.at("/atLeast").asDouble()).isEqualTo(3_500);
        assertThat(figure.at("/met").asBoolean(true)).isFalse();
    }
}
