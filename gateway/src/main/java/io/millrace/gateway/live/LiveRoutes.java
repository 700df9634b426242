package io.millrace.gateway.live;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Where orders are looked at and followed. */
@Configuration(proxyBeanMethods = false)
class LiveRoutes {

    @Bean
    RouterFunction<ServerResponse> liveOrders(LiveHandlers handlers) {
        return route().GET("/orders/events", handlers::allEvents) // before the ids, of which it would be one
                .GET("/orders/{id}", handlers::order)
                .GET("/orders/{id}/events", handlers::orderEvents)
                .build();
    }
}
