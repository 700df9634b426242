package io.millrace.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import reactor.core.publisher.Mono;

/** A kind of SQL statement, as OpenTelemetry's conventions for databases describe it. One constant for each; its parameters are never told. */
public final class Statement {

    private final String summary;
    private final Attributes attributes;

    private Statement(String operation, String table) {
        summary = operation + ' ' + table;
        attributes = Attributes.builder()
                .put(Semconv.DB_SYSTEM, "postgresql")
                .put(Semconv.DB_OPERATION, operation)
                .put(Semconv.DB_COLLECTION, table)
                .put(Semconv.DB_SUMMARY, summary)
                .build();
    }

    /** @param operation such as {@code INSERT} */
    public static Statement of(String operation, String table) {
        return new Statement(operation, table);
    }

    /**
     * Tells of one execution, the wait for a connection included, as one span for all {@link Causes} of whoever subscribes.
     *
     * @param rows of parameters in it
     */
    public <T> Mono<T> traced(int rows, Mono<T> execution) {
        return Mono.deferContextual(context -> {
            Causes causes = Causes.in(context);
            if (!causes.areTraced()) {
                return execution;
            }
            Span span = causes.start(SpanKind.CLIENT, summary, attributes);
            if (rows > 1) {
                span.setAttribute(Semconv.DB_BATCH_SIZE, rows);
            }
            return Tracing.ending(span, execution);
        });
    }
}
