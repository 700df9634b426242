package io.millrace.gateway.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.fixture.Gateway;
import io.millrace.gateway.fixture.GatewayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class AdjustingStockTest {

    @Autowired
    FakeLog log;

    @LocalServerPort
    int port;

    Gateway gateway;

    @BeforeEach
    void fresh() {
        log.reset();
        gateway = Gateway.at(port);
    }

    @Test
    void storesAnAdjustmentUnderItsReceipt() {
        gateway.post("/inventory/SKU-7/adjustments", "{\"delta\":100,\"reason\":\"restock\"}")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.sku")
                .isEqualTo("SKU-7")
                .jsonPath("$.delta")
                .isEqualTo(100)
                .jsonPath("$.adjustmentId")
                .value(id -> assertThat(id).isEqualTo(log.last().id()));

        assertThat(log.last().fact()).isEqualTo(new StockAdjusted(new Sku("SKU-7"), 100, "restock"));
    }

    @Test
    void needsNoReason() {
        gateway.post("/inventory/SKU-7/adjustments", "{\"delta\":-1}")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody();

        assertThat(log.last().fact()).isEqualTo(new StockAdjusted(new Sku("SKU-7"), -1, "unspecified"));
    }

    @Test
    void isTheSameEventUnderTheSameKey() {
        for (int i = 0; i < 2; i++) {
            gateway.post("/inventory/SKU-7/adjustments", "{\"delta\":5}")
                    .header("Idempotency-Key", "k-1")
                    .exchange()
                    .expectStatus()
                    .isAccepted()
                    .expectBody();
        }

        assertThat(log.events())
                .extracting("id")
                .hasSize(2)
                .containsOnly(log.last().id());
    }

    @Test
    void isRefusedWhereTheKeyIsAnothers() {
        for (int delta = 1; delta <= 2; delta++) {
            gateway.post("/inventory/SKU-7/adjustments", "{\"delta\":" + delta + "}")
                    .header("Idempotency-Key", "k-2")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(delta == 1 ? 202 : 422)
                    .expectBody();
        }
    }
}
