package io.millrace.bench.report;

import java.util.Locale;

/** What a figure counts, and how it is written. */
public enum Unit {
    PER_SECOND("/s", 0),
    MICROS_PER_ORDER("us/order", 0),
    MICROS_PER_RECORD("us/record", 1),
    MILLIS("ms", 1),
    SECONDS("s", 1),
    MEGABYTES("MB", 0),
    KILOBYTES("KB", 1),
    TIMES("x", 2),
    COUNT("", 0);

    private final String sign;
    private final int decimals;

    Unit(String sign, int decimals) {
        this.sign = sign;
        this.decimals = decimals;
    }

    /** With its sign: {@code 2,345 /s}. */
    String format(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f %s", value, sign)
                .strip();
    }

    @Override
    public String toString() {
        return sign;
    }
}
