package io.millrace.acceptance.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/compose.yaml}, with anchors and merges resolved as Compose resolves them; and the files beside it. */
final class ComposeFile {

    private static final Path DEPLOY = Path.of(System.getProperty("millrace.root", "../.."), "deploy");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}]");

    private static final Pattern IMPORT = Pattern.compile("import: classpath:(\\S+)");

    private final JsonNode document = yaml(DEPLOY.resolve("compose.yaml"));

    static Path deploy() {
        return DEPLOY;
    }

    static JsonNode yaml(Path file) {
        return JsonMapper.shared().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text(file)));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    JsonNode document() {
        return document;
    }

    Set<String> services() {
        return new TreeSet<>(document.at("/services").propertyNames());
    }

    JsonNode service(String name) {
        JsonNode service = document.at("/services").path(name);
        if (service.isMissingNode()) {
            throw new AssertionError("there is no service " + name);
        }
        return service;
    }

    /** As {@code 127.0.0.1:8080:8080}. */
    List<String> ports(String service) {
        return texts(service(service).path("ports"));
    }

    /** Paths on this machine that the service mounts, relative to the file. */
    List<String> mountedFiles(String service) {
        return texts(service(service).path("volumes")).stream()
                .map(volume -> volume.split(":", 2)[0])
                .filter(source -> source.startsWith("."))
                .toList();
    }

    /** What the service waits for, and how. */
    Set<String> needs(String service, String condition) {
        return service(service).path("depends_on").properties().stream()
                .filter(need -> need.getValue().path("condition").asString("").equals(condition))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The variables that a service of ours reads, by its application.yaml and what that imports from shared-events. */
    static Set<String> variablesOf(String module) {
        String own = text(DEPLOY.resolve("../" + module + "/src/main/resources/application.yaml"));
        var names = new TreeSet<>(variablesIn(own));
        IMPORT.matcher(own)
                .results()
                .map(found -> text(DEPLOY.resolve("../shared-events/src/main/resources/" + found.group(1))))
                .forEach(imported -> names.addAll(variablesIn(imported)));
        return names;
    }

    private static List<String> variablesIn(String yaml) {
        return PLACEHOLDER.matcher(yaml).results().map(found -> found.group(1)).toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
