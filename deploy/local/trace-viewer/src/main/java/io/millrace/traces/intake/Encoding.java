package io.millrace.traces.intake;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.millrace.traces.http.Refusal;
import io.millrace.traces.http.Reply;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two ways in which OTLP is written over HTTP; an answer is written as the request was. */
enum Encoding {
    PROTOBUF("application/x-protobuf") {
        @Override
        ExportTraceServiceRequest decode(byte[] body) throws InvalidProtocolBufferException {
            return ExportTraceServiceRequest.parseFrom(body);
        }

        @Override
        byte[] encode(Message message) {
            return message.toByteArray();
        }

        @Override
        byte[] encodeError(int code, String message) {
            var bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            try {
                out.writeInt32(1, code);
                out.writeString(2, message);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("there is no input or output in memory", e);
            }
            return bytes.toByteArray();
        }
    },
    JSON("application/json") {
        @Override
        ExportTraceServiceRequest decode(byte[] body) throws InvalidProtocolBufferException {
            var request = ExportTraceServiceRequest.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(new String(body, StandardCharsets.UTF_8), request);
            return HexIds.restoredIn(request);
        }

        @Override
        byte[] encode(Message message) throws InvalidProtocolBufferException {
            return JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .print(message)
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        byte[] encodeError(int code, String message) {
            return tools.jackson.databind.json.JsonMapper.shared()
                    .writeValueAsBytes(Map.of("code", code, "message", message));
        }
    };

    /** {@code google.rpc.Code}: INVALID_ARGUMENT, UNAVAILABLE, INTERNAL. */
    private static final int INVALID = 3;

    private static final int UNAVAILABLE = 14;
    private static final int INTERNAL = 13;

    private final String contentType;

    Encoding(String contentType) {
        this.contentType = contentType;
    }

    abstract ExportTraceServiceRequest decode(byte[] body) throws InvalidProtocolBufferException;

    abstract byte[] encode(Message message) throws InvalidProtocolBufferException;

    /** A {@code google.rpc.Status}. */
    abstract byte[] encodeError(int code, String message);

    static Encoding of(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        for (Encoding encoding : values()) {
            if (encoding.contentType.equals(type)) {
                return encoding;
            }
        }
        throw new Refusal(415, "Content-Type is application/x-protobuf or application/json, not '%s'".formatted(type));
    }

    ExportTraceServiceRequest read(byte[] body) {
        try {
            return decode(body);
        } catch (InvalidProtocolBufferException e) {
            throw new Refusal(
                    400, "the body is no ExportTraceServiceRequest in %s: %s".formatted(contentType, e.getMessage()));
        }
    }

    Reply reply(Message message) {
        try {
            return Reply.bytes(200, contentType, encode(message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an answer of ours cannot be written", e);
        }
    }

    Reply error(Refusal refusal) {
        int code = refusal.status() == 503 ? UNAVAILABLE : refusal.status() < 500 ? INVALID : INTERNAL;
        Reply reply = Reply.bytes(refusal.status(), contentType, encodeError(code, refusal.message()));
        return refusal.status() == 503 ? reply.with("Retry-After", "1") : reply;
    }
}
