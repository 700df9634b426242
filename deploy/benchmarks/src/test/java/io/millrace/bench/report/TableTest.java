package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void putsEachFigureBesideItsTarget() {
        String table = Table.of(List.of(new Result(
                "end-to-end",
                "10 orders",
                List.of(
                        Figure.of("settled", 2_800, Unit.PER_SECOND).atLeast(3_500),
                        Figure.of("CPU", 500.4, Unit.MICROS_PER_ORDER).atMost(550),
                        Figure.of("accepted", 12_345, Unit.PER_SECOND)),
                List.of(new Result.Detail(
                        "CPU us/order",
                        Unit.MICROS_PER_ORDER,
                        List.of(Figure.of("gateway", 120, Unit.MICROS_PER_ORDER)))))));

        assertThat(table.lines().map(line -> line.replaceAll(" {2,}", "  ")))
                .contains(
                        "end-to-end: 10 orders",
                        "  settled  2,800 /s  at least 3,500 /s  missed by 20 %",
                        "  CPU  500 us/order  at most 550 us/order ok",
                        "  accepted  12,345 /s",
                        "  CPU us/order: gateway 120");
    }

    @Test
    void neverRoundsAMissAway() {
        assertThat(Table.judgement(new Target.AtMost(1_000), 1_001)).isEqualTo("missed by 1 %");
        assertThat(Table.judgement(new Target.AtMost(1_000), 1_000)).isEqualTo("ok");
    }
}
