package io.millrace.gateway.orders;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.events.InvalidFact;
import io.millrace.events.OrderId;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** How orders come in. */
@Configuration(proxyBeanMethods = false)
class OrderRoutes {

    @Bean
    RouterFunction<ServerResponse> ordersIn(SingleOrder single, StreamedOrders stream, CancellingOrders cancelling) {
        return route(POST("/orders"), request -> place(request, single, stream))
                .andRoute(POST("/orders/{id}/cancellation"), request -> cancelling.cancel(request, id(request)));
    }

    private static Mono<ServerResponse> place(ServerRequest request, SingleOrder single, StreamedOrders stream) {
        HttpHeaders headers = request.exchange().getRequest().getHeaders();
        if (Negotiation.brings(headers, Negotiation.JSON)) {
            return single.place(request);
        }
        if (Negotiation.brings(headers, Negotiation.NDJSON)) {
            return stream.place(request);
        }
        throw Problem.unsupportedMediaType(Negotiation.JSON + " or " + Negotiation.NDJSON)
                .exception();
    }

    private static OrderId id(ServerRequest request) {
        try {
            return OrderId.parse(request.pathVariable("id"));
        } catch (InvalidFact malformed) {
            throw Problem.noSuchOrder().exception();
        }
    }
}
