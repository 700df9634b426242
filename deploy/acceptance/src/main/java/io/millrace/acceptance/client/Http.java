package io.millrace.acceptance.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plain requests to one address; blocks its caller, which may be a virtual thread. */
public final class Http implements AutoCloseable {

    /** Longer than the longest answer that may be asked for, {@code Prefer: wait=30}. */
    private static final Duration ANSWER = Duration.ofSeconds(40);

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Http(URI base) {
        this.base = base;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, @Nullable String json, String... headers) {
        return send("POST", path, json, headers);
    }

    public Answer put(String path, String json) {
        return send("PUT", path, json);
    }

    Stream<String> follow(String path, String... headers) {
        HttpResponse<Stream<String>> response = exchange(request("GET", path, null, headers), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new AssertionError("GET " + path + " answered " + response.statusCode() + ": "
                    + response.body().toList());
        }
        return response.body();
    }

    private Answer send(String method, String path, @Nullable String json, String... headers) {
        return new Answer(exchange(request(method, path, json, headers), BodyHandlers.ofString()));
    }

    private HttpRequest request(String method, String path, @Nullable String json, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
        if (json == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(json)).header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(request + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request + " was given up", e);
        }
    }

    /** Does not wait for streams that a failed test left open. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
