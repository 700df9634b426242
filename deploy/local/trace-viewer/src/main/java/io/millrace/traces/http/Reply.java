package io.millrace.traces.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** What a request is answered with. A body of several pieces is made as fast as the client reads it, and never is in memory as a whole. */
public record Reply(int status, String type, Map<String, String> headers, Publisher<byte[]> body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String APPLICATION_JSON = "application/json";

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply json(int status, Object body) {
        return bytes(status, APPLICATION_JSON, JSON.writeValueAsBytes(body));
    }

    public static Reply json(Object body) {
        return json(200, body);
    }

    /** A JSON array of which each member is made when it is its turn, with what stands before and behind it. */
    public static Reply jsonArray(String before, Flux<?> members, String behind) {
        Flux<byte[]> separated = members.index((index, member) ->
                JSON.writeValueAsString(member).transform(json -> utf8(index == 0 ? json : "," + json)));
        return new Reply(
                200,
                APPLICATION_JSON,
                Map.of(),
                Flux.concat(Mono.just(utf8(before + "[")), separated, Mono.just(utf8("]" + behind))));
    }

    public static String jsonText(Object value) {
        return JSON.writeValueAsString(value);
    }

    public static Reply text(int status, String text) {
        return bytes(status, "text/plain; charset=utf-8", utf8(text));
    }

    public static Reply bytes(int status, String type, byte[] body) {
        return new Reply(
                status,
                type,
                Map.of(HttpHeaderNames.CONTENT_LENGTH.toString(), Integer.toString(body.length)),
                Mono.just(body));
    }

    public static Reply redirect(String to) {
        return new Reply(
                302,
                "text/plain",
                Map.of(HttpHeaderNames.LOCATION.toString(), to, HttpHeaderNames.CONTENT_LENGTH.toString(), "0"),
                Mono.empty());
    }

    public Reply with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, more, body);
    }

    Mono<Void> sendBy(HttpServerResponse response) {
        response.status(status).header(HttpHeaderNames.CONTENT_TYPE, type);
        headers.forEach(response::header);
        return response.sendByteArray(body).then();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
