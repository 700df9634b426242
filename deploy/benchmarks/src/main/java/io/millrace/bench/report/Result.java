package io.millrace.bench.report;

import java.util.List;

/**
 * What came of one scenario.
 *
 * @param what in a line: how many orders, sent how
 * @param figures those that matter
 * @param details more figures of the same run, which the table tells in smaller print
 */
public record Result(String scenario, String what, List<Figure> figures, List<Detail> details) {

    /** Figures of one kind, part by part: {@code CPU: gateway 120, order-flow 130}. */
    public record Detail(String name, Unit unit, List<Figure> figures) {

        public Detail {
            figures = List.copyOf(figures);
        }
    }

    public Result {
        figures = List.copyOf(figures);
        details = List.copyOf(details);
    }
}
