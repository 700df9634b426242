package io.millrace.inventory.query;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.events.InvalidFact;
import io.millrace.events.Sku;
import io.millrace.pipeline.Failure;
import io.millrace.pipeline.FailureSorter;
import io.millrace.pipeline.QueueFull;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /inventory/{sku}}, for the gateway, which passes the bytes on. Errors are bare statuses: the gateway words them. */
@Configuration(proxyBeanMethods = false)
class InventoryRoutes {

    private static final Logger log = LoggerFactory.getLogger(InventoryRoutes.class);

    private final InventoryQueries queries;
    private final FailureSorter failures;

    InventoryRoutes(InventoryQueries queries, FailureSorter failures) {
        this.queries = queries;
        this.failures = failures;
    }

    @Bean
    RouterFunction<ServerResponse> inventory() {
        return route().GET("/inventory/{sku}", this::show)
                .onError(
                        InvalidFact.class,
                        (malformed, request) -> ServerResponse.badRequest().build())
                .onError(
                        this::passes,
                        (busy, request) -> ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                                .header("Retry-After", "1")
                                .build())
                .onError(Throwable.class, (error, request) -> {
                    log.error("{} failed", request.path(), error);
                    return ServerResponse.status(HttpStatus.INTERNAL_SERVER_ERROR)
                            .build();
                })
                .build();
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        return Mono.fromSupplier(() -> new Sku(request.pathVariable("sku")))
                .flatMap(queries::find)
                .flatMap(view -> ServerResponse.ok().bodyValue(view))
                .switchIfEmpty(ServerResponse.notFound().build());
    }

    private boolean passes(Throwable error) {
        return error instanceof QueueFull || failures.sort(error) instanceof Failure.Unavailable;
    }
}
