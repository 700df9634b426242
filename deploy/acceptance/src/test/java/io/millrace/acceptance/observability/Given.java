package io.millrace.acceptance.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files that operators are given. */
final class Given {

    static final Path DEPLOY = Path.of(System.getProperty("millrace.root", "../.."), "deploy");
    static final Path RULES = DEPLOY.resolve("observability/prometheus");

    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `(\\w+)`");

    private Given() {}

    static String text(String path) {
        try {
            return Files.readString(DEPLOY.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics of the table in {@code metrics.md}, which the tests of each service hold against what it exposes. */
    static Set<String> listedMetrics() {
        return matches(LISTED, text("observability/metrics.md"));
    }

    /** The rules of {@code alerts.yaml} that are alerts, by name. */
    static Set<String> alerts() {
        return rules().stream()
                .filter(rule -> rule.has("alert"))
                .map(rule -> rule.path("alert").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<JsonNode> rules() {
        return yaml("observability/prometheus/alerts.yaml").findParents("expr");
    }

    static JsonNode yaml(String path) {
        return YAMLMapper.builder().build().readTree(text(path));
    }

    /** What the first group of the pattern matches in the text. */
    static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
