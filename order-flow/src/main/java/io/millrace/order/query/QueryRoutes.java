package io.millrace.order.query;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.pipeline.Outage;
import io.millrace.pipeline.QueueFull;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /orders/{id}} and {@code GET /orders}. Answers other than 200 are empty: the gateway finds the words for its callers. */
@Configuration(proxyBeanMethods = false)
class QueryRoutes {

    @Bean
    RouterFunction<ServerResponse> orders(OrderQueries queries) {
        return route().GET("/orders/{id}", request -> one(queries, request))
                .GET("/orders", request -> page(queries, request))
                .onError(
                        Nonsense.class,
                        (nonsense, request) -> ServerResponse.badRequest().build())
                .onError(QueryRoutes::isForNow, QueryRoutes::tryLater)
                .build();
    }

    private static Mono<ServerResponse> one(OrderQueries queries, ServerRequest request) {
        return Mono.fromCallable(() -> Questions.orderId(request))
                .flatMap(queries::order)
                .flatMap(order -> json(Answers.order(order)))
                .switchIfEmpty(Mono.defer(() -> ServerResponse.notFound().build()));
    }

    private static Mono<ServerResponse> page(OrderQueries queries, ServerRequest request) {
        return Mono.fromCallable(() -> Questions.search(request))
                .flatMap(search -> queries.newest(search.withOneMore())
                        .flatMap(found -> json(Answers.page(found, search.limit()))));
    }

    private static Mono<ServerResponse> json(byte[] body) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(body);
    }

    private static boolean isForNow(Throwable failure) {
        return failure instanceof QueueFull || failure instanceof Outage || failure instanceof DataAccessException;
    }

    /** Not logged, since it comes as often as callers ask; counted by its name in the metrics of the server. */
    private static Mono<ServerResponse> tryLater(Throwable failure, ServerRequest request) {
        ServerRequestObservationContext.findCurrent(request.attributes()).ifPresent(seen -> seen.setError(failure));
        return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", "1")
                .build();
    }
}
