package io.millrace.gateway.http;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers what no route takes: a known path with another method, or no path we know. Which methods a path knows, the routes are asked. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class Elsewhere implements RouterFunction<ServerResponse> {

    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.DELETE, HttpMethod.GET, HttpMethod.PATCH, HttpMethod.POST, HttpMethod.PUT);

    private final ObjectProvider<RouterFunction<ServerResponse>> routes;

    Elsewhere(ObjectProvider<RouterFunction<ServerResponse>> routes) {
        this.routes = routes;
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return Mono.just(asked -> methodsOf(asked).flatMap(methods -> answer(asked, methods)));
    }

    private static Mono<ServerResponse> answer(ServerRequest request, Collection<String> methods) {
        if (methods.isEmpty()) {
            return Mono.error(Problem.notFound("There is nothing here.").exception());
        }
        if (methods.contains("GET") && !HeadAsGet.isStream(request.exchange())) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        if (request.method() == HttpMethod.OPTIONS) {
            return ServerResponse.noContent()
                    .header("Allow", String.join(", ", methods))
                    .build();
        }
        return Mono.error(Problem.methodNotAllowed(methods).exception());
    }

    private Mono<TreeSet<String>> methodsOf(ServerRequest request) {
        return Flux.fromIterable(METHODS)
                .filterWhen(method ->
                        isKnown(ServerRequest.from(request).method(method).build()))
                .map(HttpMethod::name)
                .collect(TreeSet::new, TreeSet::add);
    }

    private Mono<Boolean> isKnown(ServerRequest request) {
        return Flux.fromStream(routes::stream)
                .filter(route -> route != this)
                .concatMap(route -> route.route(request))
                .hasElements();
    }
}
