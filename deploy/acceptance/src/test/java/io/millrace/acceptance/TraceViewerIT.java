package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.millrace.acceptance.client.TraceViewer;
import io.millrace.acceptance.running.Parts;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever speaks OTLP can send spans, and whoever speaks Jaeger's query API finds them, however many others there are. */
@Acceptance
class TraceViewerIT {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    /** The memory that it may use for spans, and the heap that it is given. */
    private static final long KEPT_BYTES = 32L << 20;

    private static final long HEAP_BYTES = 96L << 20;

    private static final int FLOOD = 200_000;
    private static final int BATCH = 1_000;
    private static final int SPANS_PER_TRACE = 20;

    private final Millrace millrace;
    private final TraceViewer viewer;

    TraceViewerIT(Millrace millrace) {
        this.millrace = millrace;
        viewer = millrace.traceViewer();
    }

    @Test
    void findsWhatIsSentInProtobuf() {
        byte[] traceId = anId(16);

        assertThat(viewer.export(PROTOBUF, export(span(traceId, "work").build()).toByteArray()))
                .isEqualTo(200);

        JsonNode trace = viewer.trace(hex(traceId)).orElseThrow();
        assertThat(trace.at("/spans/0/operationName").stringValue()).isEqualTo("work");
        assertThat(trace.at("/processes/p1/serviceName").stringValue()).isEqualTo("stranger");
        assertThat(viewer.query("/api/services").json().at("/data").toString()).contains("\"stranger\"");
        assertThat(viewer.query("/api/traces?service=stranger&operation=work&limit=5")
                        .json()
                        .at("/data"))
                .isNotEmpty();
    }

    @Test
    void findsWhatIsSentInJson() {
        String traceId = hex(anId(16));
        String spanId = hex(anId(8));
        String body = """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"stranger"}}]},
                "scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s","name":"by hand","kind":3,
                "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000"}]}]}]}""".formatted(traceId, spanId);

        assertThat(viewer.export(JSON, body.getBytes(StandardCharsets.UTF_8))).isEqualTo(200);

        JsonNode span = viewer.trace(traceId).orElseThrow().at("/spans/0");
        assertThat(span.at("/spanID").stringValue()).isEqualTo(spanId);
        assertThat(span.at("/duration").longValue()).isEqualTo(1_000_000);
    }

    @Test
    void refusesWhatIsNoExport() {
        assertThat(viewer.export(PROTOBUF, new byte[] {1, 2, 3})).isEqualTo(400);
        assertThat(viewer.export(JSON, "{".getBytes(StandardCharsets.UTF_8))).isEqualTo(400);
        assertThat(viewer.export("text/plain", new byte[0])).isEqualTo(415);
        assertThat(viewer.query("/api/traces/" + hex(anId(16)))
                        .expecting(404)
                        .json()
                        .at("/errors/0/code")
                        .intValue())
                .isEqualTo(404);
    }

    @Test
    void forgetsTheOldestInAFloodAndUsesNoMoreMemory() {
        long receivedBefore = viewer.metric("trace_viewer_spans_received_total");
        long pid = millrace.parts().part(Parts.TRACE_VIEWER).pid();
        byte[] newest = {};
        for (int sent = 0; sent < FLOOD; sent += BATCH) {
            var batch = new Span[BATCH];
            for (int i = 0; i < BATCH; i++) {
                newest = i % SPANS_PER_TRACE == 0 ? anId(16) : newest;
                batch[i] = span(newest, "one of very many")
                        .addAttributes(attribute("filling", "x".repeat(300)))
                        .build();
            }
            assertThat(viewer.export(PROTOBUF, export(batch).toByteArray())).isEqualTo(200);
        }

        assertThat(viewer.metric("trace_viewer_spans_received_total") - receivedBefore)
                .isGreaterThanOrEqualTo(FLOOD);
        assertThat(viewer.metric("trace_viewer_kept_bytes")).isLessThanOrEqualTo(KEPT_BYTES);
        assertThat(viewer.metric("trace_viewer_heap_used_bytes")).isLessThanOrEqualTo(HEAP_BYTES);
        assertThat(viewer.metric("trace_viewer_traces_evicted_total")).isPositive();
        assertThat(viewer.trace(hex(newest)).orElseThrow().at("/spans")).hasSize(SPANS_PER_TRACE);
        assertThat(viewer.query("/api/traces?service=stranger&limit=1000")
                        .expecting(200)
                        .json()
                        .at("/data"))
                .hasSize(1_000);
        assertThat(millrace.parts().part(Parts.TRACE_VIEWER).pid()).isEqualTo(pid);
        assertThat(millrace.parts().part(Parts.TRACE_VIEWER).isAlive()).isTrue();
    }

    @Test
    void isStartedAgainWhenItWasKilled() {
        millrace.parts().kill(Parts.TRACE_VIEWER);
        millrace.parts().startAgain(Parts.TRACE_VIEWER);

        byte[] traceId = anId(16);
        viewer.export(PROTOBUF, export(span(traceId, "work").build()).toByteArray());
        assertThat(viewer.trace(hex(traceId))).isPresent();
    }

    private static Span.Builder span(byte[] traceId, String name) {
        Instant now = Instant.now();
        long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(traceId))
                .setSpanId(ByteString.copyFrom(anId(8)))
                .setName(name)
                .setStartTimeUnixNano(nanos)
                .setEndTimeUnixNano(nanos + 1_000_000);
    }

    private static ExportTraceServiceRequest export(Span... spans) {
        var scope = ScopeSpans.newBuilder();
        for (Span span : spans) {
            scope.addSpans(span);
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", "stranger")))
                        .addScopeSpans(scope))
                .build();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static byte[] anId(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        return id;
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }
}
