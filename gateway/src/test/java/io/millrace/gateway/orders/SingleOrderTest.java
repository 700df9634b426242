package io.millrace.gateway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderCreated;
import io.millrace.gateway.fixture.FakeFlows;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.fixture.GatewayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class SingleOrderTest {

    private static final String GOOD = """
            {"customerId":"c-1","currency":"EUR","items":[{"sku":"SKU-1","quantity":2,"unitPriceCents":1299}]}""";

    @Autowired
    FakeLog log;

    @Autowired
    FakeFlows flows;

    @LocalServerPort
    int port;

    WebTestClient client;

    @BeforeEach
    void fresh() {
        log.reset();
        flows.reset();
        client =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @Test
    void acceptsAnOrderOnceTheLogHasIt() {
        client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(GOOD)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .exists("X-Correlation-Id")
                .expectBody()
                .jsonPath("$.totalCents")
                .isEqualTo(2598);
        assertThat(log.last().fact()).isInstanceOf(OrderCreated.class);
    }
}
