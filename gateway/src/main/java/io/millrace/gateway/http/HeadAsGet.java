package io.millrace.gateway.http;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Answers HEAD as GET; the server leaves the body out. Not for event streams, whose end nobody could wait for. */
@Component
@Order(0)
final class HeadAsGet implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getMethod() != HttpMethod.HEAD || isStream(exchange)) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange.mutate()
                .request(request -> request.method(HttpMethod.GET))
                .build());
    }

    static boolean isStream(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().endsWith("/events");
    }
}
