package io.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.fixture.Gateway;
import io.millrace.gateway.fixture.GatewayTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class PathsAndMethodsTest {

    @LocalServerPort
    int port;

    @Test
    void servesItsOwnDescription() {
        Gateway.at(port)
                .client()
                .get()
                .uri("/openapi.yaml")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/yaml")
                .expectBody(String.class)
                .value(document -> assertThat(document).startsWith("openapi: 3.1"));
    }

    @Test
    void answersHeadAsGetButForTheBody() {
        plain().head()
                .uri("/openapi.yaml")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/yaml")
                .expectBody()
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/openapi.yaml,'GET, HEAD, OPTIONS'", "/orders/x/cancellation,'OPTIONS, POST'"})
    void saysWhichMethodsAPathKnows(String path, String allow) {
        plain().options()
                .uri(path)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectHeader()
                .valueEquals("Allow", allow);
        plain().method(HttpMethod.PATCH)
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", allow);
    }

    @Test
    void knowsNoMethodsOfAPathItDoesNotKnow() {
        plain().options().uri("/nothing").exchange().expectStatus().isNotFound();
    }

    private WebTestClient plain() {
        return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }
}
