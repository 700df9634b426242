package io.millrace.gateway.http;

import io.millrace.gateway.fixture.Gateway;
import io.millrace.gateway.fixture.GatewayTest;
import io.millrace.gateway.fixture.Orders;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class ManagementPortTest {

    @DynamicPropertySource
    static void ports(DynamicPropertyRegistry properties) throws IOException {
        int free = freePort();
        properties.add("management.server.port", () -> free);
        properties.add("management.server.address", () -> "127.0.0.1");
    }

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Test
    void tellsOperatorsHowItIsAndTakesNoOrdersFromThem() {
        WebTestClient operator = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .build();

        operator.get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk();
        operator.get().uri("/actuator/prometheus").exchange().expectStatus().isOk();
        operator.get().uri("/openapi.yaml").exchange().expectStatus().isNotFound();
        Gateway.at(managementPort).order(Orders.GOOD).exchange().expectStatus().isNotFound();
    }

    @Test
    void takesOrdersWhereOrdersAreTaken() {
        Gateway.at(port).order(Orders.GOOD).exchange().expectStatus().isAccepted();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
