package io.millrace.traces;

import io.millrace.traces.http.Refusal;
import io.millrace.traces.http.Reply;
import io.millrace.traces.http.Routes;
import io.millrace.traces.intake.OtlpReceiver;
import io.millrace.traces.kept.Limits;
import io.millrace.traces.kept.Traces;
import io.millrace.traces.shown.Metrics;
import io.millrace.traces.shown.Pages;
import io.millrace.traces.shown.jaeger.JaegerApi;
import io.millrace.traces.shown.zipkin.ZipkinApi;
import java.util.Map;
import java.util.function.Consumer;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.LoopResources;

/** Both ports of the viewer. All of it runs on one event loop, which is thereby the only thread that knows the traces. */
public final class TraceViewer implements AutoCloseable {

    private final LoopResources loop = LoopResources.create("traces", 1, 1, true);
    private final DisposableServer intake;
    private final DisposableServer pages;

    private TraceViewer(int otlpPort, int pagesPort, Limits limits) {
        var traces = new Traces(limits);
        var receiver = new OtlpReceiver(traces);
        this.intake = listen(otlpPort, receiver::routes);
        // Last, for whoever finds this port open takes the whole viewer to be there.
        this.pages = listen(pagesPort, routes -> {
            var metrics = new Metrics(traces, receiver::refused);
            var own = new Routes(routes, refusal -> Reply.text(refusal.status(), refusal.message()))
                    .get("/health", question -> Reply.json(Map.of("status", "UP")))
                    .get("/metrics", question -> metrics.show());
            new JaegerApi(traces).routes(routes);
            new ZipkinApi(traces).routes(routes);
            new Pages().routes(routes);
            own.otherwise(request -> {
                throw new Refusal(404, "there is nothing at /" + request.path());
            });
        });
    }

    /** The port for OTLP/HTTP, and the port for pages and queries. */
    public static void main(String... arguments) {
        start(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Limits.USUAL)
                .pages
                .onDispose()
                .block();
    }

    /** Port 0 is any that is free. */
    static TraceViewer start(int otlpPort, int pagesPort, Limits limits) {
        return new TraceViewer(otlpPort, pagesPort, limits);
    }

    int otlpPort() {
        return intake.port();
    }

    int pagesPort() {
        return pages.port();
    }

    @Override
    public void close() {
        intake.disposeNow();
        pages.disposeNow();
        loop.dispose();
    }

    private DisposableServer listen(int port, Consumer<HttpServerRoutes> routes) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .runOn(loop)
                .route(routes)
                .bindNow();
    }
}
