package io.millrace.gateway.deadletters;

import io.millrace.pipeline.ParkedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A record to the byte: what is UTF-8 as text, what is not as Base64, and which of the two it is. */
final class RecordJson {

    private RecordJson() {}

    static void write(JsonGenerator json, ConsumerRecord<byte[], byte[]> record) {
        write(json, "key", record.key());
        json.writeArrayPropertyStart("headers");
        for (Header header : record.headers()) {
            json.writeStartObject();
            json.writeStringProperty("name", header.key());
            if (ParkedRecord.isNumber(header)) {
                json.writeStringProperty("value", Long.toString(ParkedRecord.number(header)));
                json.writeStringProperty("valueEncoding", "number");
            } else {
                write(json, "value", header.value());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        write(json, "payload", record.value());
    }

    private static void write(JsonGenerator json, String name, byte @Nullable [] bytes) {
        String text = bytes == null ? null : text(bytes);
        boolean binary = bytes != null && text == null;
        json.writeStringProperty(name, binary ? Base64.getEncoder().encodeToString(bytes) : text);
        json.writeStringProperty(name + "Encoding", binary ? "base64" : "text");
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }
}
