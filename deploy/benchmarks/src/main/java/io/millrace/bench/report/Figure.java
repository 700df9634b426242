package io.millrace.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One number, and what it should be if anybody has said so.
 *
 * @param value in the unit
 */
public record Figure(
        String name, double value, Unit unit, @Nullable Target target) {

    public static Figure of(String name, double value, Unit unit) {
        return new Figure(name, value, unit, null);
    }

    public Figure atLeast(double target) {
        return new Figure(name, value, unit, new Target.AtLeast(target));
    }

    public Figure atMost(double target) {
        return new Figure(name, value, unit, new Target.AtMost(target));
    }
}
