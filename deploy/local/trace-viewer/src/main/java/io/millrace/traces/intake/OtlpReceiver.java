package io.millrace.traces.intake;

import io.millrace.traces.http.Bodies;
import io.millrace.traces.http.Refusal;
import io.millrace.traces.http.Reply;
import io.millrace.traces.http.Routes;
import io.millrace.traces.kept.Traces;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerRoutes;

/** The port at which exporters deliver: {@code POST /v1/traces}, as OTLP/HTTP has it, and nothing else. */
public final class OtlpReceiver {

    private static final String TRACES = "/v1/traces";

    /** An exporter's batch of 512 spans is a tenth of it. */
    private static final int BODY_BYTES = 4 << 20;

    private static final int ALL_BODIES_BYTES = 12 << 20;

    /** Longer than an exporter waits by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Intake intake;
    private final Bodies bodies = new Bodies(BODY_BYTES, ALL_BODIES_BYTES, PATIENCE);

    public OtlpReceiver(Traces traces) {
        this.intake = new Intake(traces);
    }

    public void routes(HttpServerRoutes routes) {
        Routes.post(routes, TRACES, this::receive);
        new Routes(routes, refusal -> Reply.text(refusal.status(), refusal.message())).otherwise(request -> {
            throw path(request).equals(TRACES)
                    ? new Refusal(405, "traces are delivered by POST")
                    : new Refusal(404, "only traces are taken, at " + TRACES);
        });
    }

    /** Spans that were no spans. */
    public long refused() {
        return intake.refused();
    }

    private Mono<Reply> receive(HttpServerRequest request) {
        Encoding encoding;
        try {
            encoding = Encoding.of(request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE));
        } catch (Refusal unknown) {
            return Mono.just(Encoding.JSON.error(unknown));
        }
        return bodies.read(request)
                .map(body -> Gzip.inflate(
                        body, request.requestHeaders().get(HttpHeaderNames.CONTENT_ENCODING), bodies.limit()))
                .map(encoding::read)
                .map(intake::take)
                .map(encoding::reply)
                // An exporter reads its errors in the encoding that it writes in.
                .onErrorResume(failure -> Mono.just(encoding.error(Refusal.of(failure))));
    }

    private static String path(HttpServerRequest request) {
        return "/" + request.path();
    }
}
