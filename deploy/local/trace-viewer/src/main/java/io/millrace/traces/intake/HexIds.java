package io.millrace.traces.intake;

import com.google.protobuf.ByteString;
import io.millrace.traces.http.Refusal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Base64;
import java.util.HexFormat;

/**
 * OTLP's JSON writes ids in hexadecimal, where protobuf's own JSON has base64. Every id in hexadecimal happens to be valid base64, of other
 * bytes: so the text that it was is written anew from those, and read as what it is.
 */
final class HexIds {

    private HexIds() {}

    static ExportTraceServiceRequest restoredIn(ExportTraceServiceRequest.Builder request) {
        for (ResourceSpans.Builder resource : request.getResourceSpansBuilderList()) {
            for (ScopeSpans.Builder scope : resource.getScopeSpansBuilderList()) {
                scope.getSpansBuilderList().forEach(HexIds::restoreIn);
            }
        }
        return request.build();
    }

    private static void restoreIn(Span.Builder span) {
        span.setTraceId(restored(span.getTraceId()));
        span.setSpanId(restored(span.getSpanId()));
        span.setParentSpanId(restored(span.getParentSpanId()));
        for (Span.Link.Builder link : span.getLinksBuilderList()) {
            link.setTraceId(restored(link.getTraceId()));
            link.setSpanId(restored(link.getSpanId()));
        }
    }

    private static ByteString restored(ByteString misread) {
        String text = Base64.getEncoder().encodeToString(misread.toByteArray());
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "an id is not hexadecimal: '%s'".formatted(text));
        }
    }
}
