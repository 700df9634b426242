package io.millrace.traces.kept;

import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Base64;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A value as people read it: what is plain is left plain, and the rest is JSON. */
public final class Text {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Text() {}

    public static String of(AnyValue value) {
        return value.hasStringValue() ? value.getStringValue() : json(value);
    }

    private static String json(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> JSON.writeValueAsString(value.getStringValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BYTES_VALUE ->
                Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(Text::json)
                        .collect(Collectors.joining(",", "[", "]"));
            case KVLIST_VALUE ->
                value.getKvlistValue().getValuesList().stream()
                        .map(member -> JSON.writeValueAsString(member.getKey()) + ":" + json(member.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            default -> "";
        };
    }
}
