package io.millrace.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.traces.kept.Limits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A viewer for each test, which keeps 100 traces of 50 spans. */
final class RunningViewer implements AfterEachCallback {

    private final HttpClient client = HttpClient.newHttpClient();
    private final TraceViewer viewer = TraceViewer.start(0, 0, new Limits(100, 50, 1 << 20));

    @Override
    public void afterEach(ExtensionContext context) {
        client.close();
        viewer.close();
    }

    HttpResponse<String> getFromIntake(String path) throws Exception {
        return get(viewer.otlpPort(), path);
    }

    JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    HttpResponse<String> get(String path) throws Exception {
        return get(viewer.pagesPort(), path);
    }

    HttpResponse<String> get(int port, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<byte[]> post(String type, byte[] body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + viewer.otlpPort() + "/v1/traces"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }
}
