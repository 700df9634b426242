package io.millrace.gateway.query;

import io.millrace.events.Rules;
import io.millrace.gateway.http.Answers;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.query.Flow.Answer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Checks a question, passes it on, and passes the answer back. */
final class QueryHandlers {

    private final OrderFlowQueries orders;
    private final Flow inventoryFlow;

    QueryHandlers(OrderFlowQueries orders, Flow inventoryFlow) {
        this.orders = orders;
        this.inventoryFlow = inventoryFlow;
    }

    Mono<ServerResponse> listOrders(ServerRequest request) {
        Negotiation.requireAccepted(request.headers().asHttpHeaders(), Negotiation.JSON);
        OrderFilter filter = OrderFilter.of(request.queryParams());
        return orders.list(filter)
                .onErrorMap(FlowUnavailable.class, FlowUnavailable::problem)
                .flatMap(answer -> switch (answer) {
                    case Answer.Found found -> json(found.json());
                    case Answer.Refused refused -> Mono.error(refusal(filter));
                    case Answer.NotKnown notKnown ->
                        Mono.error(new IllegalStateException("order-flow knows no list of orders"));
                });
    }

    Mono<ServerResponse> inventory(ServerRequest request) {
        Negotiation.requireAccepted(request.headers().asHttpHeaders(), Negotiation.JSON);
        String sku = request.pathVariable("sku");
        // What cannot be a sku is nowhere in stock, and nobody needs to be asked.
        if (!Rules.isIdentifier(sku)) {
            return unknownSku();
        }
        return inventoryFlow
                .get(uri -> uri.path("/inventory/{sku}").build(sku))
                .onErrorMap(FlowUnavailable.class, FlowUnavailable::problem)
                .flatMap(answer -> answer instanceof Answer.Found found ? json(found.json()) : unknownSku());
    }

    /** All but the cursor was checked before. */
    private static RuntimeException refusal(OrderFilter filter) {
        return filter.hasCursor()
                ? Problem.badRequest("after", "must be a cursor that a page gave as next")
                        .exception()
                : new IllegalStateException("order-flow refuses " + filter);
    }

    private static Mono<ServerResponse> json(byte[] json) {
        return Answers.json(ServerResponse.ok(), json);
    }

    private static Mono<ServerResponse> unknownSku() {
        return Mono.error(
                Problem.notFound("Nothing was ever stocked under this sku.").exception());
    }
}
