package io.millrace.gateway.http;

import java.net.InetSocketAddress;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps orders off the operators' port. The server there is a child of the application and inherits its routes, and with them what would
 * otherwise be reached only where clients are let in.
 */
@Component
@Order(0)
final class ManagementPort implements WebFilter {

    private final int port;
    private final String path;

    ManagementPort(
            @Value("${management.server.port:-1}") int port,
            @Value("${management.endpoints.web.base-path:/actuator}") String path) {
        this.port = port;
        this.path = path;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        InetSocketAddress local = exchange.getRequest().getLocalAddress();
        boolean here = local != null && local.getPort() == port;
        if (here && !exchange.getRequest().getPath().value().startsWith(path)) {
            return Mono.error(Problem.notFound("There is nothing here.").exception());
        }
        return chain.filter(exchange);
    }
}
