package io.millrace.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back, as it came. */
public record Answer(int status, HttpHeaders headers, String body) {

    Answer(HttpResponse<String> response) {
        this(response.statusCode(), response.headers(), response.body());
    }

    public Answer expecting(int expected) {
        assertThat(status).as("status of %s", this).isEqualTo(expected);
        return this;
    }

    public String header(String name) {
        return headers.firstValue(name)
                .orElseThrow(() -> new AssertionError("no header %s in %s".formatted(name, this)));
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    public <T> T as(Class<T> type) {
        return JsonMapper.shared().readValue(body, type);
    }

    @Override
    public String toString() {
        return "HTTP %d %s %s".formatted(status, headers.map(), body);
    }
}
