package io.millrace.bench.report;

/** What a figure should be. */
public sealed interface Target {

    record AtLeast(double value) implements Target {}

    record AtMost(double value) implements Target {}

    double value();

    default boolean isMetBy(double measured) {
        return missedBy(measured) <= 0;
    }

    /** As a share of the target; not above 0 when it is met. */
    default double missedBy(double measured) {
        return switch (this) {
            case AtLeast least -> (least.value() - measured) / least.value();
            case AtMost most -> (measured - most.value()) / most.value();
        };
    }

    default String words() {
        return this instanceof AtLeast ? "at least" : "at most";
    }
}
