package io.millrace.acceptance.client;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the gateway says of itself, to hold its answers against. */
public final class OpenApiDocument {

    private final JsonNode document;

    public OpenApiDocument(String yaml) {
        document = new YAMLMapper().readTree(yaml);
    }

    public String version() {
        return document.path("openapi").asString("");
    }

    /** Each as {@code GET /orders/{}}, whatever the document calls its parameters. */
    public List<String> calls() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .filter(OpenApiDocument::isMethod)
                        .map(method -> method.toUpperCase(Locale.ROOT)
                                + " "
                                + path.getKey().replaceAll("\\{[^}]*}", "{}")))
                .toList();
    }

    private static boolean isMethod(String name) {
        return List.of("get", "post", "put", "patch", "delete").contains(name);
    }

    /** What the document does not say of an answer, or says differently; empty if it says it all. */
    public List<String> objectionsTo(Answer answer, String method, String path) {
        JsonNode response = resolve(operation(method, path).path("responses").path(Integer.toString(answer.status())));
        if (response.isMissingNode()) {
            return List.of("status " + answer.status() + " is not documented");
        }
        String mediaType = answer.headers()
                .firstValue("Content-Type")
                .map(type -> type.split(";", 2)[0])
                .orElse("");
        JsonNode content = response.path("content").path(mediaType);
        if (answer.body().isEmpty()) {
            return response.has("content") ? List.of("the documented body is missing") : List.of();
        }
        return content.isMissingNode()
                ? List.of("media type '" + mediaType + "' is not documented for " + answer.status())
                : violations(content.path("schema"), answer.json());
    }

    private List<String> violations(JsonNode schema, JsonNode body) {
        ObjectNode root = ((ObjectNode) schema).deepCopy();
        root.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root)
                .validate(body)
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** A path spelled out goes before one with parameters. */
    private JsonNode operation(String method, String path) {
        return Stream.of(path, template(path))
                .map(document.path("paths")::path)
                .filter(found -> !found.isMissingNode())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no path like " + path))
                .path(method.toLowerCase(Locale.ROOT));
    }

    private String template(String path) {
        return document.path("paths").properties().stream()
                .map(Map.Entry::getKey)
                .filter(template -> path.matches(template.replaceAll("\\{[^}]*}", "[^/]+")))
                .findFirst()
                .orElse(path);
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
