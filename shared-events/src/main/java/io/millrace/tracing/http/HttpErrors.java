package io.millrace.tracing.http;

import io.micrometer.tracing.Span;
import io.millrace.tracing.Semconv;
import org.jspecify.annotations.Nullable;

/** Failed requests, marked alike wherever they are made or answered. */
final class HttpErrors {

    private HttpErrors() {}

    /** The class of an error where there is one, else the status, as the conventions have it; never its message or stack trace. */
    static void mark(Span span, @Nullable Throwable error, int status) {
        String type =
                error == null ? Integer.toString(status) : error.getClass().getName();
        span.tag(Semconv.ERROR_TYPE.getKey(), type);
        // Micrometer has no other way to set the status of a span.
        span.error(new Failed(type));
    }

    /** Has no stack trace to be exported. */
    private static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failed(String type) {
            super(type, null, false, false);
        }
    }
}
