package io.millrace.gateway.orders;

import io.millrace.events.InvalidFact;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.wire.FactJson;
import io.millrace.events.wire.Topic;
import io.millrace.events.wire.Undecodable;
import io.millrace.gateway.intake.OrderDraft;
import io.millrace.gateway.query.OrderQueries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What order-flow knows, for questions that may go unanswered: orders are taken in also while it cannot be asked. */
@Component
final class KnownOrders {

    private static final Logger log = LoggerFactory.getLogger(KnownOrders.class);

    private final OrderQueries queries;

    KnownOrders(OrderQueries queries) {
        this.queries = queries;
    }

    /** What an order asks for; empty when it is not known, or when that cannot be found out. */
    Mono<OrderDraft> find(OrderId id) {
        return queries.find(id).map(KnownOrders::draft).onErrorResume(KnownOrders::unanswered);
    }

    private static OrderDraft draft(byte[] json) {
        OrderStatusChanged order = (OrderStatusChanged) FactJson.read(Topic.ORDERS_STATUS, json);
        return new OrderDraft(order.customerId(), order.currency(), order.items(), order.totalCents());
    }

    private static Mono<OrderDraft> unanswered(Throwable error) {
        // An outage is seen on the circuit breaker; an answer that cannot be read is seen nowhere else.
        if (error instanceof Undecodable || error instanceof InvalidFact) {
            log.warn("order-flow answered with an order that cannot be read", error);
        }
        return Mono.empty();
    }
}
