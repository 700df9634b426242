package io.millrace.acceptance.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The trace viewer: takes spans in as OTLP over HTTP, and answers as Jaeger does. */
public final class TraceViewer implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final Http pages;
    private final URI intake;
    private final HttpClient exporter =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param intake where spans are sent */
    public TraceViewer(Http pages, URI intake) {
        this.pages = pages;
        this.intake = intake;
    }

    /** One trace as Jaeger writes it, {@code {"traceID","spans","processes"}}; empty when there is none (yet). */
    public Optional<JsonNode> trace(String traceId) {
        Answer answer = query("/api/traces/" + traceId);
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.expecting(200).json().at("/data/0"));
    }

    public Answer query(String path) {
        return pages.get(path);
    }

    /** The status that it was answered with. */
    public int export(String contentType, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(intake)
                .timeout(ANSWER)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return exporter.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException("spans were not taken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while spans were sent", e);
        }
    }

    /** One of its own metrics, by its name. */
    public long metric(String name) {
        return pages.get("/metrics")
                .expecting(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the trace viewer has no metric " + name));
    }

    @Override
    public void close() {
        pages.close();
        exporter.shutdownNow();
    }
}
