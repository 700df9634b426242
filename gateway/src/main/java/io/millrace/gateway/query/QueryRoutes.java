package io.millrace.gateway.query;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Where questions are asked that one flow answers alone. */
@Configuration(proxyBeanMethods = false)
class QueryRoutes {

    @Bean
    RouterFunction<ServerResponse> queries(QueryHandlers handlers) {
        return route().GET("/orders", handlers::listOrders)
                .GET("/inventory/{sku}", handlers::inventory)
                .build();
    }
}
