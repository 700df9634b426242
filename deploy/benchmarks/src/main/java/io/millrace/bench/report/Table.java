package io.millrace.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** Results as people read them. */
public final class Table {

    private Table() {}

    public static String of(List<Result> results) {
        StringBuilder text = new StringBuilder();
        row(text, "", "measured", "target", "");
        results.forEach(result -> append(text, result));
        return text.toString();
    }

    private static void append(StringBuilder text, Result result) {
        text.append("%n%s: %s%n".formatted(result.scenario(), result.what()));
        for (Figure figure : result.figures()) {
            Target target = figure.target();
            row(
                    text,
                    "  " + figure.name(),
                    figure.unit().format(figure.value()),
                    target == null ? "" : target.words() + " " + figure.unit().format(target.value()),
                    target == null ? "" : judgement(target, figure.value()));
        }
        result.details().forEach(detail -> text.append("    %s: %s%n".formatted(detail.name(), line(detail))));
    }

    private static String line(Result.Detail detail) {
        return detail.figures().stream()
                .map(figure -> figure.name() + " "
                        + detail.unit().format(figure.value()).replace(" " + detail.unit(), ""))
                .collect(Collectors.joining(", "));
    }

    static String judgement(Target target, double measured) {
        return target.isMetBy(measured)
                ? "ok"
                : "missed by %.0f %%".formatted(Math.ceil(100 * target.missedBy(measured)));
    }

    private static void row(StringBuilder text, String name, String measured, String target, String judgement) {
        text.append("%-46s %14s   %-20s %s"
                .formatted(name, measured, target, judgement)
                .stripTrailing());
        text.append(System.lineSeparator());
    }
}
