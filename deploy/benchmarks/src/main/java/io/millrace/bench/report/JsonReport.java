package io.millrace.bench.report;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run as programs read it. Figures keep their names from one version to the next. */
public final class JsonReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final int MILLIS_A_SECOND = 1_000;

    private JsonReport() {}

    public static String of(Run run) {
        ObjectNode json = JSON.createObjectNode()
                .put("at", run.at().toString())
                .put("tookSeconds", run.took().toMillis() / (double) MILLIS_A_SECOND)
                .put("form", run.form())
                .put("warmUpOrders", run.warmUp())
                .put("tracingSampling", run.sampling())
                .put("commit", run.versions().commit())
                .put("failure", run.failure());
        json.set("machine", JSON.valueToTree(run.machine()));
        json.set(
                "versions",
                JSON.valueToTree(Map.of(
                        "jdk", run.versions().jdk(),
                        "kafka", run.versions().kafka(),
                        "postgres", run.versions().postgres(),
                        "springBoot", run.versions().springBoot())));
        json.set("leftOut", JSON.valueToTree(run.leftOut()));
        ArrayNode scenarios = json.putArray("scenarios");
        run.results().forEach(result -> append(scenarios.addObject(), result));
        return JSON.writeValueAsString(json) + "\n";
    }

    private static void append(ObjectNode json, Result result) {
        json.put("name", result.scenario()).put("what", result.what());
        append(json.putArray("figures"), result.figures());
        ArrayNode details = json.putArray("details");
        for (Result.Detail detail : result.details()) {
            append(details.addObject().put("name", detail.name()).putArray("figures"), detail.figures());
        }
    }

    private static void append(ArrayNode json, List<Figure> figures) {
        for (Figure figure : figures) {
            ObjectNode one = json.addObject()
                    .put("name", figure.name())
                    .put("value", figure.value())
                    .put("unit", figure.unit().toString());
            Target target = figure.target();
            if (target != null) {
                one.put(target instanceof Target.AtLeast ? "atLeast" : "atMost", target.value())
                        .put("met", target.isMetBy(figure.value()));
            }
        }
    }
}
