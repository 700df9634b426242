package io.millrace.traces.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import reactor.netty.http.server.HttpServerRequest;

/** A GET request: what stands in its path and behind the question mark, decoded. */
public final class Question {

    private final HttpServerRequest request;
    private final QueryStringDecoder query;

    public Question(HttpServerRequest request) {
        this.request = request;
        try {
            this.query = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8);
            this.query.parameters();
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "the query is not encoded as one: " + e.getMessage());
        }
    }

    /** The part of the path that the route calls so. */
    public String path(String name) {
        String raw = request.param(name);
        try {
            return QueryStringDecoder.decodeComponent(raw == null ? "" : raw);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "the path is not encoded as one: " + e.getMessage());
        }
    }

    /** Empty when it is absent or blank. */
    public Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    public List<String> values(String name) {
        return query.parameters().getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** @param usual when it is absent */
    public long number(String name, long usual) {
        return value(name).map(text -> number(name, text)).orElse(usual);
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new Refusal(400, "'%s' is not a whole number: %s".formatted(name, text));
        }
    }
}
