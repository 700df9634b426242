package io.millrace.gateway.http;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Sends clients elsewhere before the server stops. Netty closes a connection once the request on it is answered; one that is kept alive may have brought
 * the next by then, which would be cut off in the middle: stored, and never answered. So for a moment every answer says that it is the connection's
 * last, and clients in the middle of a conversation leave by themselves.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Leaving implements WebFilter, SmartLifecycle {

    /** Enough for the next request of whoever keeps a connection busy; those that are quiet lose nothing. */
    static final Duration NOTICE = Duration.ofSeconds(1);

    private volatile boolean leaving;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> {
            if (leaving) {
                exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            }
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    @Override
    public void start() {
        leaving = false;
    }

    @Override
    public void stop(Runnable stopped) {
        leaving = true;
        Mono.delay(NOTICE).subscribe(over -> stopped.run());
    }

    @Override
    public void stop() {
        leaving = true;
    }

    @Override
    public boolean isRunning() {
        return !leaving;
    }

    /** Before all else, and so before the server begins to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
