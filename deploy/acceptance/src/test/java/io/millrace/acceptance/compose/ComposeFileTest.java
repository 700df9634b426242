package io.millrace.acceptance.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ComposeFileTest {

    /** A service of ours, and the ports that the contract gives it. */
    private record Own(String name, String port, String managementPort) {}

    private static final List<Own> OURS = List.of(
            new Own("gateway", "8080", "8180"),
            new Own("order-flow", "8081", "8181"),
            new Own("payment-flow", "8082", "8182"),
            new Own("inventory-flow", "8083", "8183"));

    private static final List<String> BROKERS = List.of("kafka-1", "kafka-2", "kafka-3");

    private final ComposeFile compose = new ComposeFile();

    static List<String> services() {
        return List.copyOf(new ComposeFile().services());
    }

    static List<Own> ours() {
        return OURS;
    }

    /** The schema inside docker-compose 1.29.2, and the Compose Specification as it was then; the latter has only been added to since. */
    @ParameterizedTest
    @ValueSource(strings = {"docker-compose-1.29.2", "compose-spec-2021-10"})
    void isWhatOldAndNewComposeAccept(String schema) {
        assertThat(new ComposeSchema(schema).objectionsTo(compose.document())).isEmpty();
    }

    @Test
    void wouldNotBeAcceptedWithAKeyThatOnlyNewComposeKnows() {
        JsonNode file = compose.document().deepCopy();
        ((ObjectNode) file.at("/services/gateway/healthcheck")).put("start_interval", "1s");

        assertThat(new ComposeSchema("docker-compose-1.29.2").objectionsTo(file))
                .isNotEmpty();
    }

    /** Old Compose needs none from 1.27 on, and new Compose warns of it. */
    @Test
    void namesNoVersion() {
        assertThat(compose.document().has("version")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("services")
    void bindsToTheLoopbackAddressAlone(String service) {
        assertThat(compose.ports(service)).allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void givesEveryServiceALimitOfMemoryAndAPinnedImage(String service) {
        assertThat(compose.service(service).path("mem_limit").asString()).matches("\\d+[mg]");
        if (!compose.service(service).has("build")) {
            assertThat(compose.service(service).path("image").asString()).matches(".+:v?\\d+\\.\\d+(\\.\\d+)?");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void waitsOnlyForWhatExistsAndCanTellThatItIsHealthy(String service) {
        assertThat(compose.services()).containsAll(compose.needs(service, "service_started"));
        assertThat(compose.needs(service, "service_healthy"))
                .allMatch(need -> compose.service(need).has("healthcheck"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void saysHowOftenAndForHowLongItsHealthIsAskedFor(String service) {
        JsonNode health = compose.service(service).path("healthcheck");
        if (!health.isMissingNode()) {
            assertThat(List.of(health.path("interval"), health.path("timeout")))
                    .allMatch(duration -> duration.asString().matches("\\d+s"));
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void mountsOnlyWhatIsThere(String service) {
        assertThat(compose.mountedFiles(service))
                .allSatisfy(
                        file -> assertThat(ComposeFile.deploy().resolve(file)).exists());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void tellsOurServicesOnlyWhatTheyListenTo(Own own) {
        assertThat(ComposeFile.variablesOf(own.name()))
                .containsAll(compose.service(own.name()).path("environment").propertyNames());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void runsOurServicesAtThePortsOfTheLocalSystem(Own own) {
        JsonNode service = compose.service(own.name());

        assertThat(compose.ports(own.name()))
                .containsExactly(
                        "127.0.0.1:%1$s:%1$s".formatted(own.port()),
                        "127.0.0.1:%1$s:%1$s".formatted(own.managementPort()));
        assertThat(service.at("/environment/SERVER_PORT").asString()).isEqualTo(own.port());
        assertThat(service.at("/environment/MANAGEMENT_SERVER_PORT").asString()).isEqualTo(own.managementPort());
        assertThat(service.at("/healthcheck/test/2").asString()).isEqualTo(own.managementPort());
        assertThat(service.at("/build/args/MODULE").asString()).isEqualTo(own.name());
    }

    @Test
    void hasTheOthersWhereTheLocalSystemHasThem() {
        assertThat(compose.ports("payment-provider")).containsExactly("127.0.0.1:8090:8090");
        assertThat(compose.ports("kafka-1")).containsExactly("127.0.0.1:9092:9092");
        assertThat(compose.ports("postgres")).containsExactly("127.0.0.1:5432:5432");
        assertThat(compose.ports("jaeger")).containsExactly("127.0.0.1:16686:16686");
        assertThat(compose.ports("otel-collector")).containsExactly("127.0.0.1:4318:4318");
    }

    @Test
    void storesAnOrderTwiceBeforeItIsAccepted() {
        for (String broker : BROKERS) {
            JsonNode environment = compose.service(broker).path("environment");
            assertThat(environment.path("KAFKA_DEFAULT_REPLICATION_FACTOR").asString())
                    .isEqualTo("3");
            assertThat(environment.path("KAFKA_MIN_INSYNC_REPLICAS").asString()).isEqualTo("2");
            assertThat(environment.path("KAFKA_ADVERTISED_LISTENERS").asString())
                    .contains(broker + ":19092");
            assertThat(environment.path("KAFKA_CONTROLLER_QUORUM_VOTERS").asString())
                    .contains("%s@%s:29093"
                            .formatted(environment.path("KAFKA_NODE_ID").asString(), broker));
        }
    }

    @Test
    void runsTheVersionsOfTheLocalSystem() {
        String broker = compose.service("kafka-1").path("image").asString().replaceFirst(".*:", "");
        String postgres = compose.service("postgres").path("image").asString().replaceFirst(".*:", "");

        assertThat(ComposeFile.text(ComposeFile.deploy().resolve("local/kafka/pom.xml")))
                .contains("<version>%s</version>".formatted(broker));
        assertThat(ComposeFile.text(ComposeFile.deploy().resolve("local/pom.xml")))
                .contains("<postgres.version>%s.0</postgres.version>".formatted(postgres));
    }
}
