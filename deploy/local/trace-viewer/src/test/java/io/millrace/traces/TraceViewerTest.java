package io.millrace.traces;

import static io.millrace.traces.Spans.attribute;
import static io.millrace.traces.Spans.bytes;
import static io.millrace.traces.Spans.export;
import static io.millrace.traces.Spans.span;
import static io.millrace.traces.Spans.spanId;
import static io.millrace.traces.Spans.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TraceViewerTest {

    private static final String PROTOBUF = "application/x-protobuf";

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

    @RegisterExtension
    private final RunningViewer viewer = new RunningViewer();

    @Test
    void showsAnOrderAsJaegerDoes() throws Exception {
        place();

        JsonNode trace = viewer.json("/api/traces/" + traceId(7)).at("/data/0");

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
    void listsServicesOperationsAndDependencies() throws Exception {
        place();

        assertThat(viewer.json("/api/services").at("/data").toString()).isEqualTo("[\"gateway\",\"payment-flow\"]");
        assertThat(viewer.json("/api/services/payment-flow/operations")
                        .at("/data")
                        .toString())
                .isEqualTo("[\"authorize\"]");
        assertThat(viewer.json("/api/operations?service=gateway").at("/data").toString())
                .isEqualTo("[{\"name\":\"POST /orders\",\"spanKind\":\"server\"}]");
        assertThat(viewer.json("/api/dependencies").at("/data").toString())
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
        assertThat(viewer.json("/api/traces/%s,%s".formatted(traceId(7), traceId(8)))
                        .at("/errors/0/code")
                        .intValue())
                .isEqualTo(404);
        assertThat(viewer.json("/api/traces/7").at("/data")).hasSize(1);
    }

    @Test
    void answersWithJaegersErrorsWhatItDoesNotHaveOrUnderstand() throws Exception {
        HttpResponse<String> unknown = viewer.get("/api/traces/" + traceId(404));

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body())
                .startsWith("{\"data\":null,")
                .contains("\"errors\":[{\"code\":404,\"msg\":\"trace not found");
        assertThat(viewer.get("/api/traces").body()).contains("parameter 'service' is required");
        assertThat(viewer.get("/api/traces/xyz").statusCode()).isEqualTo(400);
        assertThat(viewer.get("/api/traces?service=a&limit=many").statusCode()).isEqualTo(400);
        assertThat(viewer.get("/api/traces?service=a&minDuration=long").statusCode())
                .isEqualTo(400);
        assertThat(viewer.get("/api/traces?service=a&tags=%7B").statusCode()).isEqualTo(400);
        assertThat(viewer.get("/api/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsHowMuchOfATraceWasLeftOut() throws Exception {
        for (int span = 1; span <= 60; span++) {
            viewer.post(PROTOBUF, export("gateway", span(7, span, "line", 1)).toByteArray());
        }

        assertThat(viewer.json("/api/traces/" + traceId(7))
                        .at("/data/0/warnings/0")
                        .stringValue())
                .startsWith("10 more spans");
        assertThat(viewer.get("/metrics").body())
                .contains("trace_viewer_spans 50\n", "trace_viewer_spans_left_out_total 10\n");
    }

    @Test
    void tellsZipkinsPagesWhatTheyAskFor() throws Exception {
        place();
        String api = "/zipkin/api/v2";

        JsonNode client = viewer.json(api + "/trace/" + traceId(7)).at("/1");
        assertThat(client.at("/parentId").stringValue()).isEqualTo(spanId(1));
        assertThat(client.at("/kind").stringValue()).isEqualTo("CLIENT");
        assertThat(client.at("/remoteEndpoint/serviceName").stringValue()).isEqualTo("provider");
        assertThat(client.at("/annotations/0/value").stringValue()).isEqualTo("retry (attempt=2)");
        assertThat(client.at("/tags/error").stringValue()).isEqualTo("no answer");
        assertThat(client.at("/tags").propertyNames()).contains("link.0");
        assertThat(viewer.get(api + "/services").body()).isEqualTo("[\"gateway\",\"payment-flow\"]");
        assertThat(viewer.get(api + "/spans?serviceName=gateway").body()).isEqualTo("[\"POST /orders\"]");
        assertThat(viewer.get(api + "/remoteServices?serviceName=payment-flow").body())
                .isEqualTo("[\"provider\"]");
        assertThat(viewer.json(api + "/traces?serviceName=gateway&endTs=2000&lookback=2000&limit=10"))
                .hasSize(1);
        assertThat(viewer.json(api + "/traces?annotationQuery=" + encoded("error and attempt=2")))
                .hasSize(1);
        assertThat(viewer.json(api + "/traces?serviceName=gateway&endTs=999&lookback=999"))
                .isEmpty();
        assertThat(viewer.json(api + "/traceMany?traceIds=" + traceId(7))).hasSize(1);
        assertThat(viewer.json(api + "/dependencies?endTs=2000&lookback=2000")
                        .at("/0/callCount")
                        .intValue())
                .isEqualTo(1);
        assertThat(viewer.get(api + "/trace/" + traceId(404)).statusCode()).isEqualTo(404);
        assertThat(viewer.json("/zipkin/config.json").at("/searchEnabled").booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/zipkin/", "/zipkin/dependency", "/zipkin/traces/00000000000000000000000000000007"})
    void servesOnePageForAllPlacesInIt(String place) throws Exception {
        HttpResponse<String> page = viewer.get(place);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        String script = page.body().replaceFirst("(?s).*src=\"([^\"]+\\.js)\".*", "$1");
        assertThat(viewer.get(script).headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
    }

    @Test
    void leadsFromJaegersPathsToThePicture() throws Exception {
        assertThat(viewer.get("/").headers().firstValue("Location")).hasValue("/zipkin/");
        assertThat(viewer.get("/trace/" + traceId(7)).headers().firstValue("Location"))
                .hasValue("/zipkin/traces/" + traceId(7));
        assertThat(viewer.get("/trace/%0d%0aSet-Cookie:x").statusCode()).isEqualTo(400);
        assertThat(viewer.get("/zipkin/static/js/..%2f..%2findex.html").statusCode())
                .isEqualTo(404);
        assertThat(viewer.get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    private void place() throws Exception {
        for (ExportTraceServiceRequest export :
                new ExportTraceServiceRequest[] {export("gateway", ORDER), export("payment-flow", AUTHORIZATION)}) {
            assertThat(viewer.post(PROTOBUF, export.toByteArray()).statusCode()).isEqualTo(200);
        }
    }

    private int found(String query) throws Exception {
        return viewer.json("/api/traces?" + query).at("/data").size();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
