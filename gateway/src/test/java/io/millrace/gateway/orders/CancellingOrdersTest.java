package io.millrace.gateway.orders;

import static io.millrace.gateway.fixture.Orders.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.CancellationReason;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import io.millrace.gateway.fixture.FakeFlows;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.fixture.Gateway;
import io.millrace.gateway.fixture.GatewayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class CancellingOrdersTest {

    @Autowired
    FakeLog log;

    @Autowired
    FakeFlows flows;

    @LocalServerPort
    int port;

    Gateway gateway;

    @BeforeEach
    void fresh() {
        log.reset();
        flows.reset();
        gateway = Gateway.at(port);
    }

    @Test
    void storesTheWishForAnOrderJustAccepted() {
        OrderId id = place();

        cancel(id).expectStatus().isAccepted().expectBody().jsonPath("$.status").isEqualTo("CANCELLATION_REQUESTED");

        assertThat(log.last().fact())
                .isEqualTo(new OrderCancellationRequested(id, CancellationReason.CUSTOMER_CANCELLED));
    }

    @Test
    void storesTheWishForAnOrderThatOrderFlowKnows() {
        OrderId id = place();
        flows.know(FakeFlows.asAccepted(
                (OrderCreated) log.last().fact(), log.last().context()));
        flows.forgetAccepted();

        cancel(id).expectStatus().isAccepted().expectBody();
    }

    @Test
    void storesTheWishWhereOrderFlowCannotBeAsked() {
        flows.cannotBeAsked();

        cancel(new OrderId(Uuids.version7(0))).expectStatus().isAccepted().expectBody();
    }

    @Test
    void findsNoOrderWhereThereIsNone() {
        cancel(new OrderId(Uuids.version7(0))).expectStatus().isNotFound().expectBody();

        assertThat(log.events()).isEmpty();
    }

    @Test
    void looksAgainForAnOrderThatIsNew() {
        OrderId id = new OrderId(Uuids.version7(System.currentTimeMillis()));

        cancel(id).expectStatus().isNotFound().expectBody();

        assertThat(flows.questions()).isGreaterThan(1);
    }

    private OrderId place() {
        gateway.order(GOOD).exchange().expectStatus().isAccepted().expectBody();
        return ((OrderCreated) log.last().fact()).orderId();
    }

    private WebTestClient.ResponseSpec cancel(OrderId id) {
        return gateway.client().post().uri("/orders/" + id + "/cancellation").exchange();
    }
}
