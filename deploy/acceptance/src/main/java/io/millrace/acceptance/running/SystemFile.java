package io.millrace.acceptance.running;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code system.json}: what runs, and where. */
public record SystemFile(List<Part> parts, Kafka kafka, Otlp otlp, Map<String, Postgres> postgres) {

    public record Kafka(String bootstrapServers) {}

    /** Where spans are sent, by OTLP over HTTP. */
    public record Otlp(URI tracesEndpoint) {}

    /** The database of one flow, by whose name it is listed. */
    public record Postgres(String jdbcUrl, String user, String password) {}

    static SystemFile read(Path file) {
        return JsonMapper.shared().readValue(file.toFile(), SystemFile.class);
    }

    public Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("system.json lists no part named " + name));
    }

    public URI url(String name) {
        String url = part(name).url();
        if (url == null) {
            throw new AssertionError("system.json gives no url for " + name);
        }
        return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }
}
