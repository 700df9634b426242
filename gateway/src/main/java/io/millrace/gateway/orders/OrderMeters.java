package io.millrace.gateway.orders;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.gateway.http.ProblemException;

/** Counts orders that were to be stored, by what came of it: what customers are promised is judged by these. */
final class OrderMeters {

    private final Counter accepted;
    private final Counter turnedAway;
    private final Counter failed;

    OrderMeters(MeterRegistry meters) {
        accepted = Counter.builder("millrace.orders.accepted")
                .description("Orders that the broker has acknowledged")
                .register(meters);
        turnedAway = notAccepted(meters, "unavailable");
        failed = notAccepted(meters, "error");
    }

    private static Counter notAccepted(MeterRegistry meters, String why) {
        return Counter.builder("millrace.orders.not.accepted")
                .description(
                        "Good orders whose customers were told to come again (unavailable), or that met a defect of ours (error)")
                .tag("why", why)
                .register(meters);
    }

    void accepted() {
        accepted.increment();
    }

    void notAccepted(Throwable error) {
        (error instanceof ProblemException ? turnedAway : failed).increment();
    }
}
