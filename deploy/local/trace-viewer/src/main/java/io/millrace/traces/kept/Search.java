package io.millrace.traces.kept;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for: traces with one span that fits all of it. Null and empty fit everything; times and durations are in microseconds
 * and include both ends.
 *
 * @param startMicros the span began at or after this
 * @param limit newest traces first, at most so many
 */
public record Search(
        @Nullable String service,
        @Nullable String operation,
        @Nullable String remote,
        List<Condition> conditions,
        long startMicros,
        long endMicros,
        long minDurationMicros,
        long maxDurationMicros,
        int limit) {

    /** @param value null when it is enough that it is said at all, be it as an event's name */
    public record Condition(String key, @Nullable String value) {

        boolean fits(Tag tag) {
            return key.equals(tag.key()) && (value == null || value.equals(tag.text()));
        }

        boolean fitsEvent(String name) {
            return value == null && key.equals(name);
        }
    }

    public Search {
        conditions = List.copyOf(conditions);
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive");
        }
    }

    public Stream<Trace> in(Traces traces) {
        return traces.newestFirst()
                .filter(trace -> trace.spans().stream().anyMatch(this::fits))
                .limit(limit);
    }

    private boolean fits(KeptSpan span) {
        return (service == null || service.equals(span.origin().service()))
                && (operation == null || operation.equals(span.name()))
                && span.startMicros() >= startMicros
                && span.startMicros() <= endMicros
                && span.durationMicros() >= minDurationMicros
                && span.durationMicros() <= maxDurationMicros
                && fitsInside(span);
    }

    /** Last, for it has to be unpacked for that. */
    private boolean fitsInside(KeptSpan kept) {
        if (conditions.isEmpty() && remote == null) {
            return true;
        }
        Span span = kept.span();
        if (remote != null && !Objects.equals(remote, Remote.of(span).orElse(null))) {
            return false;
        }
        Stream<KeyValue> elsewhere = Stream.concat(
                kept.origin().attributes().stream(),
                span.getEventsList().stream().flatMap(event -> event.getAttributesList().stream()));
        List<Tag> tags = Stream.concat(Tag.of(kept, span).stream(), elsewhere.map(Tag::of))
                .toList();
        return conditions.stream()
                .allMatch(condition -> tags.stream().anyMatch(condition::fits)
                        || span.getEventsList().stream().anyMatch(event -> condition.fitsEvent(event.getName())));
    }
}
