package io.millrace.bench.scenario;

import io.millrace.bench.report.Figure;
import io.millrace.bench.report.Result;
import java.util.List;
import java.util.OptionalDouble;

/** What was measured earlier in the same run, to put a figure beside it. */
public record Earlier(List<Result> results) {

    public Earlier {
        results = List.copyOf(results);
    }

    /** Nothing when that scenario was left out. */
    OptionalDouble value(String scenario, String figure) {
        return results.stream()
                .filter(result -> result.scenario().equals(scenario))
                .flatMap(result -> result.figures().stream())
                .filter(one -> one.name().equals(figure))
                .mapToDouble(Figure::value)
                .findFirst();
    }
}
