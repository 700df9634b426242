package io.millrace.acceptance.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The files that the containers are made of and given. */
class BesideComposeTest {

    private static final Path OBSERVABILITY = ComposeFile.deploy().resolve("observability");

    private final ComposeFile compose = new ComposeFile();

    @Test
    void imagesRunAsSomebodyWithoutRights() {
        String dockerfile = ComposeFile.text(ComposeFile.deploy().resolve("compose/Dockerfile"));
        for (String target : List.of("service", "payment-provider")) {
            String stage = Arrays.stream(dockerfile.split("(?m)^FROM "))
                    .filter(text -> text.lines().findFirst().orElse("").endsWith(" AS " + target))
                    .findFirst()
                    .orElseThrow();
            assertThat(stage).contains("USER 10001:10001");
        }
    }

    @Test
    void theDatabasesAreThoseOfTheServices() {
        String script = ComposeFile.text(ComposeFile.deploy().resolve("compose/databases.sh"));
        for (String flow : List.of("order-flow", "payment-flow", "inventory-flow")) {
            JsonNode environment = compose.service(flow).path("environment");
            assertThat(environment.path("POSTGRES_USER")).isEqualTo(environment.path("POSTGRES_DATABASE"));
            assertThat(script).contains(environment.path("POSTGRES_DATABASE").asString());
        }
    }

    @Test
    void prometheusAsksEveryServiceAtItsManagementPort() {
        JsonNode prometheus = ComposeFile.yaml(OBSERVABILITY.resolve("prometheus/prometheus.yaml"));

        assertThat(prometheus.path("scrape_configs").valueStream())
                .extracting(
                        job -> job.path("job_name").asString(),
                        job -> job.at("/static_configs/0/targets/0").asString(),
                        job -> job.path("metrics_path").asString())
                .containsExactlyInAnyOrder(
                        tuple("gateway", "gateway:8180", "/actuator/prometheus"),
                        tuple("order-flow", "order-flow:8181", "/actuator/prometheus"),
                        tuple("payment-flow", "payment-flow:8182", "/actuator/prometheus"),
                        tuple("inventory-flow", "inventory-flow:8183", "/actuator/prometheus"));
        assertThat(OBSERVABILITY
                        .resolve("prometheus")
                        .resolve(prometheus.at("/rule_files/0").asString()))
                .exists();
    }

    @Test
    void spansGoThroughTheCollectorToJaeger() {
        JsonNode collector = ComposeFile.yaml(OBSERVABILITY.resolve("otel-collector.yaml"));

        assertThat(compose.service("gateway")
                        .at("/environment/OTLP_TRACES_ENDPOINT")
                        .asString())
                .isEqualTo("http://otel-collector:4318/v1/traces");
        assertThat(collector.at("/receivers/otlp/protocols/http/endpoint").asString())
                .endsWith(":4318");
        assertThat(collector.at("/exporters/otlphttp/endpoint").asString()).isEqualTo("http://jaeger:4318");
        assertThat(collector.at("/service/pipelines/traces/processors/0").asString())
                .isEqualTo("memory_limiter");
    }

    @Test
    void grafanaLooksForDashboardsWhereTheyAreMounted() {
        Path provisioning = OBSERVABILITY.resolve("grafana/provisioning");
        String folder = ComposeFile.yaml(provisioning.resolve("dashboards/millrace.yaml"))
                .at("/providers/0/options/path")
                .asString();

        assertThat(compose.service("grafana").path("volumes").toString())
                .contains("./observability/grafana/dashboards:" + folder + ":ro");
        assertThat(ComposeFile.yaml(provisioning.resolve("datasources/millrace.yaml"))
                        .at("/datasources/0/url")
                        .asString())
                .isEqualTo("http://prometheus:9090");
    }

    @Test
    void aContainerIsHealthyWhenItAnswersWith200() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/well", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/ill", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            assertThat(healthy(port, "/well")).isZero();
            assertThat(healthy(port, "/ill")).isNotZero();
        } finally {
            server.stop(0);
        }
        assertThat(healthy(port, "/well")).isNotZero();
    }

    private static int healthy(int port, String path) throws Exception {
        return new ProcessBuilder(
                        ComposeFile.deploy().resolve("compose/healthy").toString(), Integer.toString(port), path)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
