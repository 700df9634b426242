package io.millrace.traces.shown.jaeger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trace in Jaeger's JSON; the members are called as they are called there. Times are microseconds since 1970, durations microseconds.
 *
 * @param processes by the name that spans call them by
 */
record JaegerTrace(
        String traceID,
        List<JaegerSpan> spans,
        Map<String, Process> processes,
        @Nullable List<String> warnings) {

    record JaegerSpan(
            String traceID,
            String spanID,
            int flags,
            String operationName,
            List<Reference> references,
            long startTime,
            long duration,
            List<Field> tags,
            List<Log> logs,
            String processID,
            @Nullable List<String> warnings) {}

    /** {@code CHILD_OF} the parent, {@code FOLLOWS_FROM} what is linked to. */
    record Reference(String refType, String traceID, String spanID) {}

    /** @param type {@code string}, {@code bool}, {@code int64} or {@code float64} */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Field(String key, String type, Object value) {}

    record Log(long timestamp, List<Field> fields) {}

    record Process(String serviceName, List<Field> tags) {}
}
