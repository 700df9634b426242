package io.millrace.traces.http;

import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/** Ties paths to what answers them, and what is thrown there to an answer in the form that this family of paths uses for errors. */
public final class Routes {

    private final HttpServerRoutes routes;
    private final Function<Refusal, Reply> errorForm;

    public Routes(HttpServerRoutes routes, Function<Refusal, Reply> errorForm) {
        this.routes = routes;
        this.errorForm = errorForm;
    }

    public Routes get(String path, Function<Question, Reply> answer) {
        routes.get(
                path,
                (request, response) -> send(Mono.fromSupplier(() -> answer.apply(new Question(request))), response));
        return this;
    }

    /** @param answer never fails: it says by itself what went wrong */
    public static void post(HttpServerRoutes routes, String path, Function<HttpServerRequest, Mono<Reply>> answer) {
        routes.post(path, (request, response) -> answer.apply(request).flatMap(reply -> reply.sendBy(response)));
    }

    /** For what no route before this one has taken. */
    public void otherwise(Function<HttpServerRequest, Reply> answer) {
        routes.route(
                request -> true, (request, response) -> send(Mono.fromSupplier(() -> answer.apply(request)), response));
    }

    private Publisher<Void> send(Mono<Reply> reply, HttpServerResponse response) {
        // Nothing has been sent by then, so whatever went wrong is told in the form that is expected here.
        return reply.onErrorResume(failure -> Mono.just(errorForm.apply(Refusal.of(failure))))
                .flatMap(answer -> answer.sendBy(response));
    }
}
