package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.client.Answer;
import io.millrace.acceptance.client.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What each service tells those who operate it. */
@Acceptance
class ManagementIT {

    private final Millrace millrace;

    ManagementIT(Millrace millrace) {
        this.millrace = millrace;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "order-flow", "payment-flow", "inventory-flow"})
    void saysWhatItWasBuiltFrom(String service) {
        JsonNode info = get(service, "/actuator/info").expecting(200).json();

        assertThat(info.path("build").path("artifact").asString()).isEqualTo(service);
        assertThat(info.path("build").path("version").asString()).isNotBlank();
        if (Files.exists(Path.of(System.getProperty("millrace.root", "../.."), ".git"))) {
            assertThat(info.path("git").path("commit").path("id").asString()).matches("[0-9a-f]{7,}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "order-flow", "payment-flow", "inventory-flow"})
    void saysThatItHasStartedIsAliveAndReady(String service) {
        for (String group : new String[] {"startup", "liveness", "readiness"}) {
            JsonNode health =
                    get(service, "/actuator/health/" + group).expecting(200).json();
            assertThat(health.path("status").asString()).isEqualTo("UP");
        }
        assertThat(get(service, "/actuator/health/readiness")
                        .json()
                        .path("components")
                        .propertyNames())
                .as("dependencies that readiness of %s looks at", service)
                .contains("kafka");
    }

    private Answer get(String service, String path) {
        try (Http http = new Http(millrace.system().part(service).management())) {
            return http.get(path);
        }
    }
}
