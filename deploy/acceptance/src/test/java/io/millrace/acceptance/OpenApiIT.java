package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.client.Answer;
import io.millrace.acceptance.client.Http;
import io.millrace.acceptance.client.OpenApiDocument;
import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.log.OrderIds;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The gateway's document says what the gateway does. */
@Acceptance
class OpenApiIT {

    private final Http gateway;
    private final Orders orders;
    private final OrderDraft draft;
    private final OpenApiDocument document;

    OpenApiIT(Millrace millrace) {
        gateway = millrace.gateway();
        orders = millrace.orders();
        draft = anOrder().of(1, millrace.inventory().anArticle());
        document =
                new OpenApiDocument(gateway.get("/openapi.yaml").expecting(200).body());
    }

    @Test
    void namesEveryCall() {
        assertThat(document.version()).startsWith("3.");
        assertThat(document.calls())
                .contains(
                        "POST /orders",
                        "GET /orders",
                        "GET /orders/{}",
                        "GET /orders/{}/events",
                        "GET /orders/events",
                        "POST /orders/{}/cancellation",
                        "GET /inventory/{}",
                        "POST /inventory/{}/adjustments",
                        "GET /dead-letters",
                        "GET /dead-letters/{}",
                        "POST /dead-letters/{}/replay",
                        "POST /dead-letters/{}/discard",
                        "POST /dead-letters/replay",
                        "GET /dead-letters/replays/{}");
    }

    @Test
    void describesWhatBecomesOfOrders() {
        String key = UUID.randomUUID().toString();
        isDescribed(orders.send(draft, "Idempotency-Key", key).expecting(202), "POST", "/orders");
        Answer settled = orders.send(draft, "Prefer", "wait=20").expecting(200);
        isDescribed(settled, "POST", "/orders");

        String path = "/orders/" + settled.json().get("orderId").asString();
        isDescribed(gateway.get(path).expecting(200), "GET", path);
        isDescribed(gateway.post(path + "/cancellation", null).expecting(202), "POST", path + "/cancellation");
        isDescribed(gateway.get("/orders?limit=3").expecting(200), "GET", "/orders");

        String cancelled =
                "/orders/" + orders.settle(anOrder().of(1, "SKU-NONE")).orderId();
        isDescribed(gateway.get(cancelled).expecting(200), "GET", cancelled);
    }

    @Test
    void describesStock() {
        isDescribed(gateway.get("/inventory/SKU-1").expecting(200), "GET", "/inventory/SKU-1");
        isDescribed(
                gateway.post("/inventory/SKU-1/adjustments", "{\"delta\":1,\"reason\":\"restock\"}")
                        .expecting(202),
                "POST",
                "/inventory/SKU-1/adjustments");
    }

    @Test
    void describesRefusals() {
        String unknown = "/orders/" + OrderIds.fresh();
        isDescribed(gateway.get(unknown).expecting(404), "GET", unknown);
        isDescribed(gateway.get("/orders?limit=0").expecting(400), "GET", "/orders");
        isDescribed(gateway.post("/orders", "{}").expecting(400), "POST", "/orders");
        isDescribed(gateway.get("/inventory/SKU-NEVER-STOCKED").expecting(404), "GET", "/inventory/SKU-NEVER-STOCKED");
        isDescribed(
                gateway.post("/inventory/SKU-1/adjustments", "{}").expecting(400),
                "POST",
                "/inventory/SKU-1/adjustments");
    }

    private void isDescribed(Answer answer, String method, String path) {
        assertThat(document.objectionsTo(answer, method, path))
                .as("%s %s answered %s", method, path, answer)
                .isEmpty();
    }
}
