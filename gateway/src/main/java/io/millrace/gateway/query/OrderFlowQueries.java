package io.millrace.gateway.query;

import io.millrace.events.OrderId;
import io.millrace.gateway.query.Flow.Answer;
import reactor.core.publisher.Mono;

/** What order-flow is asked. */
final class OrderFlowQueries implements OrderQueries {

    private final Flow orderFlow;

    OrderFlowQueries(Flow orderFlow) {
        this.orderFlow = orderFlow;
    }

    @Override
    public Mono<byte[]> find(OrderId id) {
        return orderFlow.get(uri -> uri.path("/orders/{id}").build(id)).handle((answer, downstream) -> {
            // An id that order-flow refuses is one it does not know.
            if (answer instanceof Answer.Found found) {
                downstream.next(found.json());
            }
        });
    }

    /** One page of orders, newest first. */
    Mono<Answer> list(OrderFilter filter) {
        return orderFlow.get(uri -> filter.appendTo(uri.path("/orders")));
    }
}
