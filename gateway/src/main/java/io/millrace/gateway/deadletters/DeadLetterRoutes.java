package io.millrace.gateway.deadletters;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Where operators look at dead letters and settle them. */
@Configuration(proxyBeanMethods = false)
class DeadLetterRoutes {

    @Bean
    RouterFunction<ServerResponse> deadLetters(
            LookingAtLetters looking, SettlingLetters settling, StartingBulkReplays starting) {
        return route().GET("/dead-letters", looking::list)
                .POST("/dead-letters/replay", starting::start)
                .GET("/dead-letters/replays/{id}", looking::progress)
                .GET("/dead-letters/{id}", looking::show)
                .POST("/dead-letters/{id}/replay", settling::replay)
                .POST("/dead-letters/{id}/discard", settling::discard)
                .build();
    }
}
