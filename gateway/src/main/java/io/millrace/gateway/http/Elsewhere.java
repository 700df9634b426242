package io.millrace.gateway.http;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers what no route takes: a known path with another method, or no path we know. Which methods a path knows, the routes are asked. */
@Component
final class Elsewhere implements HandlerMapping, Ordered {

    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.DELETE, HttpMethod.GET, HttpMethod.PATCH, HttpMethod.POST, HttpMethod.PUT);

    private final ObjectProvider<RouterFunction<?>> routes;

    Elsewhere(ObjectProvider<RouterFunction<?>> routes) {
        this.routes = routes;
    }

    /** Asked last, when nobody else has an answer. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Object> getHandler(ServerWebExchange exchange) {
        return methodsOf(exchange).map(methods -> handler(exchange, methods));
    }

    private static WebHandler handler(ServerWebExchange exchange, Collection<String> methods) {
        if (methods.isEmpty()) {
            throw Problem.notFound("There is nothing here.").exception();
        }
        if (methods.contains("GET") && !HeadAsGet.isStream(exchange)) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        if (exchange.getRequest().getMethod() != HttpMethod.OPTIONS) {
            throw Problem.methodNotAllowed(methods).exception();
        }
        return asked -> {
            asked.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
            asked.getResponse().getHeaders().set("Allow", String.join(", ", methods));
            return asked.getResponse().setComplete();
        };
    }

    private Mono<TreeSet<String>> methodsOf(ServerWebExchange exchange) {
        ServerRequest request = ServerRequest.create(exchange, List.of());
        return Flux.fromIterable(METHODS)
                .filterWhen(method ->
                        isKnown(ServerRequest.from(request).method(method).build()))
                .map(HttpMethod::name)
                .collect(TreeSet::new, TreeSet::add);
    }

    private Mono<Boolean> isKnown(ServerRequest request) {
        return Flux.fromStream(routes::stream)
                .concatMap(route -> route.route(request))
                .hasElements();
    }
}
