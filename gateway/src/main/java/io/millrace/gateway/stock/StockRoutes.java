package io.millrace.gateway.stock;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** How counts of stock come in. */
@Configuration(proxyBeanMethods = false)
class StockRoutes {

    @Bean
    RouterFunction<ServerResponse> stockIn(AdjustingStock adjusting) {
        return route(POST("/inventory/{sku}/adjustments"), adjusting::adjust);
    }
}
