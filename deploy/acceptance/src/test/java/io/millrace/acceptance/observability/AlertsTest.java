package io.millrace.acceptance.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each alert can be followed by somebody who has never seen it, and is shown to fire and to stay quiet. */
class AlertsTest {

    private static final Pattern PARAGRAPH = Pattern.compile("(?m)^### (\\w+)$");

    @Test
    void eachHasAParagraphInTheRunbookAndNoParagraphIsLeftOver() {
        assertThat(Given.matches(PARAGRAPH, Given.text("runbook.md"))).isEqualTo(Given.alerts());
    }

    @Test
    void eachNamesItsParagraphAndItsSeverity() {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            String name = alert.path("alert").asString();
            assertThat(alert.path("annotations").path("runbook_url").asString())
                    .isEqualTo("deploy/runbook.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.path("annotations").path("summary").asString()).isNotBlank();
            assertThat(alert.path("labels").path("severity").asString()).isIn("page", "ticket");
        });
    }

    @Test
    void eachIsShownToFireAndToStayQuiet() {
        List<JsonNode> cases =
                Given.yaml("observability/prometheus/alerts.test.yaml").findParents("alertname");

        assertThat(named(cases, false)).isEqualTo(Given.alerts());
        assertThat(named(cases, true)).isEqualTo(Given.alerts());
    }

    @Test
    void promtoolUnderstandsThemAndTheyDoAsTheirCasesSay() throws Exception {
        String promtool = onThePath("promtool");
        assumeTrue(promtool != null, "promtool is not on the PATH (Debian: prometheus), so alerts are not tried");

        assertThat(run(promtool, "check", "rules", "alerts.yaml")).contains("SUCCESS");
        assertThat(run(promtool, "test", "rules", "alerts.test.yaml")).contains("SUCCESS");
    }

    private static List<JsonNode> alerts() {
        return Given.rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    private static Set<String> named(List<JsonNode> cases, boolean quiet) {
        return cases.stream()
                .filter(one -> one.path("exp_alerts").isEmpty() == quiet)
                .map(one -> one.path("alertname").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(Given.RULES.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s says%n%s", String.join(" ", command), said)
                .isZero();
        return said;
    }

    private static @Nullable String onThePath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst()
                .orElse(null);
    }
}
