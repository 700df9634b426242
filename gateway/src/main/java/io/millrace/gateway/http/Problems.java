package io.millrace.gateway.http;

import io.millrace.events.TraceContext;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** The one place where an error becomes an answer. */
@Component
@Order(-2) // before the framework's own, which would say more than it should
final class Problems implements WebExceptionHandler {

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        Problem problem = problem(error);
        TraceContext context = RequestTrace.of(exchange);
        String instance = exchange.getRequest().getPath().value();
        byte[] body = ProblemJson.write(problem, instance, context.correlationId());
        HttpHeaders headers = response.getHeaders();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        problem.headers().forEach(headers::set);
        headers.set(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
        headers.setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static Problem problem(Throwable error) {
        if (error instanceof ProblemException known) {
            return known.problem();
        }
        if (error instanceof ResponseStatusException status
                && status.getStatusCode().value() == 404) {
            return Problem.notFound("There is nothing here.");
        }
        return Problem.internal();
    }
}
