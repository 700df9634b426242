package io.millrace.acceptance.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A trace as the viewer shows it. */
public record Trace(List<Span> spans) {

    /**
     * One span.
     *
     * @param parent empty for one that has none
     * @param kind {@code server}, {@code producer} and so on
     * @param events the names of what happened within it
     */
    public record Span(
            String id,
            String parent,
            String name,
            String kind,
            String service,
            Map<String, String> tags,
            List<String> events) {

        static Span read(JsonNode span, JsonNode processes) {
            Map<String, String> tags = fields(span.path("tags"));
            return new Span(
                    span.path("spanID").asString(),
                    span.path("references")
                            .valueStream()
                            .filter(reference ->
                                    reference.path("refType").asString().equals("CHILD_OF"))
                            .map(reference -> reference.path("spanID").asString())
                            .findFirst()
                            .orElse(""),
                    span.path("operationName").asString(),
                    tags.getOrDefault("span.kind", "internal"),
                    processes
                            .path(span.path("processID").asString())
                            .path("serviceName")
                            .asString(),
                    tags,
                    span.path("logs")
                            .valueStream()
                            .map(log -> fields(log.path("fields")).getOrDefault("event", ""))
                            .toList());
        }

        private static Map<String, String> fields(JsonNode fields) {
            Map<String, String> values = new HashMap<>();
            fields.valueStream()
                    .forEach(field -> values.put(
                            field.path("key").asString(), field.path("value").asString()));
            return values;
        }

        @Override
        public String toString() {
            return service + ": " + name + " (" + kind + ") " + id + " under " + parent + " " + events;
        }
    }

    /** @param trace as Jaeger writes it */
    public static Trace read(JsonNode trace) {
        return new Trace(trace.path("spans")
                .valueStream()
                .map(span -> Span.read(span, trace.path("processes")))
                .toList());
    }

    public List<Span> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    public List<Span> of(String service, String name) {
        return named(name).stream()
                .filter(span -> span.service().equals(service))
                .toList();
    }

    public Set<String> services() {
        return spans.stream().map(Span::service).collect(Collectors.toSet());
    }

    public Map<String, Span> byId() {
        return spans.stream().collect(Collectors.toMap(Span::id, span -> span, (one, same) -> one));
    }
}
