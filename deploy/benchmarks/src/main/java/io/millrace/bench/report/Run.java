package io.millrace.bench.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one run.
 *
 * @param form short or full
 * @param warmUp orders before the first figure
 * @param sampling the share of orders that left a trace
 * @param results of the scenarios up to the one that failed, if one did
 * @param leftOut scenarios for which there was no time
 * @param failure which scenario failed, and how
 */
public record Run(
        Instant at,
        Duration took,
        String form,
        long warmUp,
        double sampling,
        Machine machine,
        Versions versions,
        List<Result> results,
        List<String> leftOut,
        @Nullable String failure) {

    private static final double GIB = 1024.0 * 1024 * 1024;

    public Run {
        results = List.copyOf(results);
        leftOut = List.copyOf(leftOut);
    }

    /** The line above the table. */
    public String headline() {
        return """
                Millrace %s, %s, JDK %s, Kafka %s, PostgreSQL %s, Spring Boot %s
                %d x %s, %.0f GB, Linux %s; %s form, %,d orders of warm-up, tracing sampled at %s; %d s in all""".formatted(
                        versions.commit(),
                        at,
                        versions.jdk(),
                        versions.kafka(),
                        versions.postgres(),
                        versions.springBoot(),
                        machine.cpus(),
                        machine.model(),
                        machine.memory() / GIB,
                        machine.kernel(),
                        form,
                        warmUp,
                        sampling,
                        took.toSeconds());
    }
}
