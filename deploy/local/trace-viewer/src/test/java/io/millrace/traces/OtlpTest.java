package io.millrace.traces;

import static io.millrace.traces.Spans.export;
import static io.millrace.traces.Spans.span;
import static io.millrace.traces.Spans.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** OTLP over HTTP, as exporters speak it and as others get it wrong. */
class OtlpTest {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private static final Span.Builder ORDER = span(7, 1, "POST /orders", 1_000);

    @RegisterExtension
    private final RunningViewer viewer = new RunningViewer();

    @Test
    void takesIdsOfJsonForTheHexadecimalThatTheyAre() throws Exception {
        String body = """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"by-hand"}}]},
                "scopeSpans":[{"scope":{"name":"curl"},"spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C",
                "spanId":"EEE19B7EC3C1B174","parentSpanId":"EEE19B7EC3C1B173","name":"I'm a server span",
                "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000","kind":2,
                "attributes":[{"key":"my.span.attr","value":{"stringValue":"some value"}}],"unheardOf":[{}]}]}]}]}""";

        HttpResponse<byte[]> answer = viewer.post(JSON, body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
        JsonNode span =
                viewer.json("/api/traces/5b8efff798038103d269b633813fc60c").at("/data/0/spans/0");
        assertThat(span.at("/spanID").stringValue()).isEqualTo("eee19b7ec3c1b174");
        assertThat(span.at("/references/0/spanID").stringValue()).isEqualTo("eee19b7ec3c1b173");
        assertThat(span.at("/duration").longValue()).isEqualTo(1_000_000);
    }

    @Test
    void unpacksGzip() throws Exception {
        byte[] packed = gzip(export("gateway", ORDER).toByteArray());

        assertThat(viewer.post(PROTOBUF, packed, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(200);
        assertThat(viewer.json("/api/services").at("/data/0").stringValue()).isEqualTo("gateway");
    }

    @Test
    void refusesWhatIsNoExportAndSaysWhyInTheEncodingOfTheRequest() throws Exception {
        byte[] nonsense = "nonsense".getBytes(StandardCharsets.UTF_8);

        assertThat(viewer.post(PROTOBUF, nonsense).statusCode()).isEqualTo(400);
        assertThat(viewer.post(PROTOBUF, nonsense).headers().firstValue("Content-Type"))
                .hasValue(PROTOBUF);
        assertThat(viewer.post(PROTOBUF, nonsense, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
        assertThat(viewer.post(PROTOBUF, nonsense, "Content-Encoding", "br").statusCode())
                .isEqualTo(415);
        assertThat(viewer.post("text/plain", nonsense).statusCode()).isEqualTo(415);
        HttpResponse<byte[]> json = viewer.post(JSON, nonsense);
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(new String(json.body(), StandardCharsets.UTF_8)).contains("\"code\":3", "ExportTraceServiceRequest");
        assertThat(viewer.post(
                                JSON,
                                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"hello world!\"}]}]}]}"
                                        .getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesWhatIsTooLongPackedOrNot() throws Exception {
        byte[] huge = new byte[5 << 20];

        assertThat(viewer.post(PROTOBUF, huge).statusCode()).isEqualTo(413);
        assertThat(viewer.post(PROTOBUF, gzip(huge), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(413);
        assertThat(viewer.post(PROTOBUF, export("gateway", ORDER).toByteArray()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesASpanWithoutAnIdAndKeepsItsNeighbours() throws Exception {
        HttpResponse<byte[]> answer = viewer.post(
                PROTOBUF,
                export("gateway", ORDER, Span.newBuilder().setName("nobody")).toByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(1);
        assertThat(viewer.json("/api/traces/" + traceId(7)).at("/data/0/spans")).hasSize(1);
    }

    @Test
    void takesTracesOnlyAndOnlyByPost() throws Exception {
        assertThat(viewer.getFromIntake("/v1/traces").statusCode()).isEqualTo(405);
        assertThat(viewer.getFromIntake("/v1/metrics").statusCode()).isEqualTo(404);
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
