package io.millrace.acceptance.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dashboards and alerts ask for nothing that no service tells. */
class MetricsTest {

    /** Names of metrics in PromQL: those with an underscore that are no function, no label and none of the rules' own. */
    private static final Pattern METRIC =
            Pattern.compile("\\b((?:millrace|resilience4j|r2dbc|http|logback|jvm|process)_\\w+)\\b");

    private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max)$");

    @Test
    void theDashboardAsksForListedMetricsAlone() {
        JsonNode dashboard = JsonMapper.shared().readTree(Given.text("observability/grafana/dashboards/millrace.json"));
        String asked = String.join("\n", dashboard.findValuesAsString("expr"));

        assertThat(metricsIn(asked)).isNotEmpty().isSubsetOf(Given.listedMetrics());
    }

    @Test
    void alertsAskForListedMetricsAlone() {
        String asked =
                Given.rules().stream().map(rule -> rule.path("expr").asString()).collect(Collectors.joining("\n"));

        assertThat(metricsIn(asked)).isNotEmpty().isSubsetOf(Given.listedMetrics());
    }

    @Test
    void allThatWeTellOfOrdersAndFlowsIsOnTheDashboard() {
        String dashboard = Given.text("observability/grafana/dashboards/millrace.json");
        Set<String> ours = Given.listedMetrics().stream()
                .filter(name -> name.startsWith("millrace_"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ours).allSatisfy(name -> assertThat(dashboard).contains(name));
    }

    private static Set<String> metricsIn(String queries) {
        return Given.matches(METRIC, queries).stream()
                .map(name -> PART.matcher(name).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
