package io.millrace.acceptance.compose;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One of the schemas of Compose files that are among the resources. */
final class ComposeSchema {

    private final JsonNode schema;

    /** @param name of the file, without its ending */
    ComposeSchema(String name) {
        schema = JsonMapper.shared()
                .readTree(ComposeFile.text(
                        ComposeFile.deploy().resolve("acceptance/src/test/resources/compose/" + name + ".json")));
        forgetOldWays(schema);
    }

    List<String> objectionsTo(JsonNode file) {
        // As Compose itself reads them, whatever version they say they are of.
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema).validate(file).stream()
                .map(Error::toString)
                .toList();
    }

    /**
     * They are written for an older draft, where {@code id} named a schema, though nothing refers to those names; and {@code duration} and
     * {@code ports} are formats of Compose's own.
     */
    private static void forgetOldWays(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("$schema");
            List.of("id", "format").stream()
                    .filter(name -> object.path(name).isString())
                    .forEach(object::remove);
        }
        node.forEach(ComposeSchema::forgetOldWays);
    }
}
