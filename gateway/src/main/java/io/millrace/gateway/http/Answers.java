package io.millrace.gateway.http;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers whose bytes are made already: written as they are, past the codecs. */
public final class Answers {

    private Answers() {}

    /** Ends an answer with a body of JSON. */
    public static Mono<ServerResponse> json(ServerResponse.BodyBuilder answer, byte[] body) {
        return bytes(answer, MediaType.APPLICATION_JSON, body);
    }

    static Mono<ServerResponse> bytes(ServerResponse.BodyBuilder answer, MediaType type, byte[] body) {
        return answer.contentType(type)
                .contentLength(body.length)
                .build((exchange, context) -> exchange.getResponse()
                        .writeWith(
                                Mono.just(exchange.getResponse().bufferFactory().wrap(body))));
    }
}
