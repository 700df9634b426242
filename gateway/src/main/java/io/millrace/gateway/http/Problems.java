package io.millrace.gateway.http;

import io.millrace.events.TraceContext;
import io.millrace.logging.InContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/** The one place where an error becomes an answer. */
@Component
@Order(-2) // before the framework's own, which would say more than it should
public final class Problems implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted() || DisconnectedClientHelper.isClientDisconnectedException(error)) {
            return Mono.error(error);
        }
        TraceContext context = RequestTrace.of(exchange);
        Problem problem = of(error, context);
        byte[] body = ProblemJson.write(problem, exchange.getRequest().getPath().value(), context.correlationId());
        HttpHeaders headers = response.getHeaders();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        problem.headers().forEach(headers::set);
        headers.set(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
        headers.setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    /** What a client is told of an error. What it is not told is logged, under the id that it is told. */
    public static Problem of(Throwable error, TraceContext context) {
        if (error instanceof ProblemException known) {
            return known.problem();
        }
        if (error instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
            return Problem.ofStatus(response.getStatusCode().value());
        }
        InContext.of(log.atError().setCause(error), context).log("A request failed");
        return Problem.internal();
    }
}
