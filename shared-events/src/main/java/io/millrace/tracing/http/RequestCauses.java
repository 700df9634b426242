package io.millrace.tracing.http;

import io.millrace.events.TraceContext;
import io.millrace.tracing.Causes;
import io.millrace.tracing.Tracing;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What is done for a request is done on behalf of its span. */
public final class RequestCauses implements WebFilter {

    private final Tracing tracing;

    public RequestCauses(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String span = RequestSpan.sampled(exchange);
        return span == null
                ? chain.filter(exchange)
                : chain.filter(exchange).contextWrite(Causes.of(tracing, new TraceContext("", span, null))::into);
    }
}
