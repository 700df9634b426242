package io.millrace.traces;

import static io.millrace.traces.Spans.attribute;
import static io.millrace.traces.Spans.bytes;
import static io.millrace.traces.Spans.export;
import static io.millrace.traces.Spans.span;
import static io.millrace.traces.Spans.spanId;
import static io.millrace.traces.Spans.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.traces.kept.Limits;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TraceViewerTest {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private static final Span.Builder ORDER = span(7, 1, "POST /orders", 1_000)
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .addAttributes(attribute("http.response.status_code", 202));
    private static final Span.Builder AUTHORIZATION = span(7, 2, "authorize", 1_001)
            .setParentSpanId(bytes(spanId(1)))
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .setStatus(Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage("no answer"))
            .addAttributes(attribute("server.address", "provider"))
            .addEvents(Span.Event.newBuilder()
                    .setName("retry")
                    .setTimeUnixNano(1_001_500_000)
                    .addAttributes(attribute("attempt", 2)))
            .addLinks(Span.Link.newBuilder().setTraceId(bytes(traceId(9))).setSpanId(bytes(spanId(9))));

    private final HttpClient client = HttpClient.newHttpClient();
    private TraceViewer viewer;

    @BeforeEach
    void start() {
        viewer = TraceViewer.start(0, 0, new Limits(100, 50, 1 << 20));
    }

    @AfterEach
    void stop() {
        client.close();
        viewer.close();
    }

    @Test
    void showsAnOrderAsJaegerDoes() throws Exception {
        place();

        JsonNode trace = json("/api/traces/" + traceId(7)).at("/data/0");

        assertThat(trace.at("/traceID").stringValue()).isEqualTo(traceId(7));
        JsonNode server = trace.at("/spans/0");
        assertThat(server.at("/operationName").stringValue()).isEqualTo("POST /orders");
        assertThat(server.at("/startTime").longValue()).isEqualTo(1_000_000);
        assertThat(server.at("/duration").longValue()).isEqualTo(1_000);
        assertThat(server.at("/references")).isEmpty();
        assertThat(server.at("/tags").toString())
                .contains("{\"key\":\"http.response.status_code\",\"type\":\"int64\",\"value\":202}")
                .contains("{\"key\":\"span.kind\",\"type\":\"string\",\"value\":\"server\"}");
        JsonNode client = trace.at("/spans/1");
        assertThat(client.at("/references").toString())
                .isEqualTo("[{\"refType\":\"CHILD_OF\",\"traceID\":\"%s\",\"spanID\":\"%s\"},"
                                .formatted(traceId(7), spanId(1))
                        + "{\"refType\":\"FOLLOWS_FROM\",\"traceID\":\"%s\",\"spanID\":\"%s\"}]"
                                .formatted(traceId(9), spanId(9)));
        assertThat(client.at("/tags").toString())
                .contains("{\"key\":\"error\",\"type\":\"bool\",\"value\":true}", "\"no answer\"");
        assertThat(client.at("/logs").toString())
                .isEqualTo(
                        "[{\"timestamp\":1001500,\"fields\":[{\"key\":\"event\",\"type\":\"string\",\"value\":\"retry\"},"
                                + "{\"key\":\"attempt\",\"type\":\"int64\",\"value\":2}]}]");
        assertThat(trace.at("/processes/" + client.at("/processID").stringValue() + "/serviceName")
                        .stringValue())
                .isEqualTo("payment-flow");
    }

    @Test
    void takesIdsOfJsonForTheHexadecimalThatTheyAre() throws Exception {
        String body = """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"by-hand"}}]},
                "scopeSpans":[{"scope":{"name":"curl"},"spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C",
                "spanId":"EEE19B7EC3C1B174","parentSpanId":"EEE19B7EC3C1B173","name":"I'm a server span",
                "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000","kind":2,
                "attributes":[{"key":"my.span.attr","value":{"stringValue":"some value"}}],"unheardOf":[{}]}]}]}]}""";

        HttpResponse<byte[]> answer = post(JSON, body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
        JsonNode span = json("/api/traces/5b8efff798038103d269b633813fc60c").at("/data/0/spans/0");
        assertThat(span.at("/spanID").stringValue()).isEqualTo("eee19b7ec3c1b174");
        assertThat(span.at("/references/0/spanID").stringValue()).isEqualTo("eee19b7ec3c1b173");
        assertThat(span.at("/duration").longValue()).isEqualTo(1_000_000);
    }

    @Test
    void unpacksGzip() throws Exception {
        byte[] packed = gzip(export("gateway", ORDER).toByteArray());

        assertThat(post(PROTOBUF, packed, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(200);
        assertThat(json("/api/services").at("/data/0").stringValue()).isEqualTo("gateway");
    }

    @Test
    void refusesWhatIsNoExportAndSaysWhyInTheEncodingOfTheRequest() throws Exception {
        byte[] nonsense = "nonsense".getBytes(StandardCharsets.UTF_8);

        assertThat(post(PROTOBUF, nonsense).statusCode()).isEqualTo(400);
        assertThat(post(PROTOBUF, nonsense).headers().firstValue("Content-Type"))
                .hasValue(PROTOBUF);
        assertThat(post(PROTOBUF, nonsense, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
        assertThat(post(PROTOBUF, nonsense, "Content-Encoding", "br").statusCode())
                .isEqualTo(415);
        assertThat(post("text/plain", nonsense).statusCode()).isEqualTo(415);
        HttpResponse<byte[]> json = post(JSON, nonsense);
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(new String(json.body(), StandardCharsets.UTF_8)).contains("\"code\":3", "ExportTraceServiceRequest");
        assertThat(post(
                                JSON,
                                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"hello world!\"}]}]}]}"
                                        .getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesWhatIsTooLongPackedOrNot() throws Exception {
        byte[] huge = new byte[5 << 20];

        assertThat(post(PROTOBUF, huge).statusCode()).isEqualTo(413);
        assertThat(post(PROTOBUF, gzip(huge), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(413);
        assertThat(post(PROTOBUF, export("gateway", ORDER).toByteArray()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesASpanWithoutAnIdAndKeepsItsNeighbours() throws Exception {
        HttpResponse<byte[]> answer = post(
                PROTOBUF,
                export("gateway", ORDER, Span.newBuilder().setName("nobody")).toByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(1);
        assertThat(json("/api/traces/" + traceId(7)).at("/data/0/spans")).hasSize(1);
    }

    @Test
    void takesTracesOnlyAndOnlyByPost() throws Exception {
        assertThat(get(viewer.otlpPort(), "/v1/traces").statusCode()).isEqualTo(405);
        assertThat(get(viewer.otlpPort(), "/v1/metrics").statusCode()).isEqualTo(404);
    }

    @Test
    void listsServicesOperationsAndDependencies() throws Exception {
        place();

        assertThat(json("/api/services").at("/data").toString()).isEqualTo("[\"gateway\",\"payment-flow\"]");
        assertThat(json("/api/services/payment-flow/operations").at("/data").toString())
                .isEqualTo("[\"authorize\"]");
        assertThat(json("/api/operations?service=gateway").at("/data").toString())
                .isEqualTo("[{\"name\":\"POST /orders\",\"spanKind\":\"server\"}]");
        assertThat(json("/api/dependencies").at("/data").toString())
                .isEqualTo("[{\"parent\":\"gateway\",\"child\":\"payment-flow\",\"callCount\":1}]");
    }

    @Test
    void findsTracesByEveryParameterOfJaegers() throws Exception {
        place();

        assertThat(found("service=gateway&operation=POST+%2Forders&limit=5")).isEqualTo(1);
        assertThat(found("service=gateway&start=1000000&end=1000000")).isEqualTo(1);
        assertThat(found("service=gateway&start=1000001")).isZero();
        assertThat(found("service=gateway&minDuration=1ms&maxDuration=1.5ms")).isEqualTo(1);
        assertThat(found("service=gateway&minDuration=1s")).isZero();
        assertThat(found("service=gateway&tags=" + encoded("{\"http.response.status_code\":\"202\"}")))
                .isEqualTo(1);
        assertThat(found("service=gateway&tag=error:true")).isZero();
        assertThat(found("service=payment-flow&tag=error:true")).isEqualTo(1);
        assertThat(found("traceID=%s&traceID=%s".formatted(traceId(7), traceId(8))))
                .isEqualTo(1);
        assertThat(json("/api/traces/%s,%s".formatted(traceId(7), traceId(8)))
                        .at("/errors/0/code")
                        .intValue())
                .isEqualTo(404);
        assertThat(json("/api/traces/7").at("/data")).hasSize(1);
    }

    @Test
    void answersWithJaegersErrorsWhatItDoesNotHaveOrUnderstand() throws Exception {
        HttpResponse<String> unknown = get("/api/traces/" + traceId(404));

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body())
                .startsWith("{\"data\":null,")
                .contains("\"errors\":[{\"code\":404,\"msg\":\"trace not found");
        assertThat(get("/api/traces").body()).contains("parameter 'service' is required");
        assertThat(get("/api/traces/xyz").statusCode()).isEqualTo(400);
        assertThat(get("/api/traces?service=a&limit=many").statusCode()).isEqualTo(400);
        assertThat(get("/api/traces?service=a&minDuration=long").statusCode()).isEqualTo(400);
        assertThat(get("/api/traces?service=a&tags=%7B").statusCode()).isEqualTo(400);
        assertThat(get("/api/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsHowMuchOfATraceWasLeftOut() throws Exception {
        for (int span = 1; span <= 60; span++) {
            post(PROTOBUF, export("gateway", span(7, span, "line", 1)).toByteArray());
        }

        assertThat(json("/api/traces/" + traceId(7)).at("/data/0/warnings/0").stringValue())
                .startsWith("10 more spans");
        assertThat(get("/metrics").body())
                .contains("trace_viewer_spans 50\n", "trace_viewer_spans_left_out_total 10\n");
    }

    @Test
    void tellsZipkinsPagesWhatTheyAskFor() throws Exception {
        place();
        String api = "/zipkin/api/v2";

        JsonNode client = json(api + "/trace/" + traceId(7)).at("/1");
        assertThat(client.at("/parentId").stringValue()).isEqualTo(spanId(1));
        assertThat(client.at("/kind").stringValue()).isEqualTo("CLIENT");
        assertThat(client.at("/remoteEndpoint/serviceName").stringValue()).isEqualTo("provider");
        assertThat(client.at("/annotations/0/value").stringValue()).isEqualTo("retry (attempt=2)");
        assertThat(client.at("/tags/error").stringValue()).isEqualTo("no answer");
        assertThat(client.at("/tags").propertyNames()).contains("link.0");
        assertThat(get(api + "/services").body()).isEqualTo("[\"gateway\",\"payment-flow\"]");
        assertThat(get(api + "/spans?serviceName=gateway").body()).isEqualTo("[\"POST /orders\"]");
        assertThat(get(api + "/remoteServices?serviceName=payment-flow").body()).isEqualTo("[\"provider\"]");
        assertThat(json(api + "/traces?serviceName=gateway&endTs=2000&lookback=2000&limit=10"))
                .hasSize(1);
        assertThat(json(api + "/traces?annotationQuery=" + encoded("error and attempt=2")))
                .hasSize(1);
        assertThat(json(api + "/traces?serviceName=gateway&endTs=999&lookback=999"))
                .isEmpty();
        assertThat(json(api + "/traceMany?traceIds=" + traceId(7))).hasSize(1);
        assertThat(json(api + "/dependencies?endTs=2000&lookback=2000")
                        .at("/0/callCount")
                        .intValue())
                .isEqualTo(1);
        assertThat(get(api + "/trace/" + traceId(404)).statusCode()).isEqualTo(404);
        assertThat(json("/zipkin/config.json").at("/searchEnabled").booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/zipkin/", "/zipkin/dependency", "/zipkin/traces/00000000000000000000000000000007"})
    void servesOnePageForAllPlacesInIt(String place) throws Exception {
        HttpResponse<String> page = get(place);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        String script = page.body().replaceFirst("(?s).*src=\"([^\"]+\\.js)\".*", "$1");
        assertThat(get(script).headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
    }

    @Test
    void leadsFromJaegersPathsToThePicture() throws Exception {
        assertThat(get("/").headers().firstValue("Location")).hasValue("/zipkin/");
        assertThat(get("/trace/" + traceId(7)).headers().firstValue("Location"))
                .hasValue("/zipkin/traces/" + traceId(7));
        assertThat(get("/trace/%0d%0aSet-Cookie:x").statusCode()).isEqualTo(400);
        assertThat(get("/zipkin/static/js/..%2f..%2findex.html").statusCode()).isEqualTo(404);
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    private void place() throws Exception {
        for (ExportTraceServiceRequest export :
                new ExportTraceServiceRequest[] {export("gateway", ORDER), export("payment-flow", AUTHORIZATION)}) {
            assertThat(post(PROTOBUF, export.toByteArray()).statusCode()).isEqualTo(200);
        }
    }

    private int found(String query) throws Exception {
        return json("/api/traces?" + query).at("/data").size();
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(viewer.pagesPort(), path);
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> post(String type, byte[] body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + viewer.otlpPort() + "/v1/traces"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
