package io.millrace.gateway.http;

import io.millrace.gateway.intake.FieldError;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** Problems as {@code application/problem+json}. */
public final class ProblemJson {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    private ProblemJson() {}

    /**
     * The problem as one line of JSON in UTF-8.
     *
     * @param instance the path that was asked, without its query
     */
    public static byte[] write(Problem problem, String instance, String correlationId) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(512);
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, problem, instance, correlationId);
            json.flush();
            return out.toByteArray();
        }
    }

    /** The same as a part of something larger. */
    public static void write(JsonGenerator json, Problem problem, String instance, String correlationId) {
        json.writeStartObject();
        json.writeStringProperty("type", problem.type());
        json.writeStringProperty("title", problem.title());
        json.writeNumberProperty("status", problem.status());
        json.writeStringProperty("detail", problem.detail());
        json.writeStringProperty("instance", instance);
        json.writeStringProperty("correlationId", correlationId);
        if (!problem.errors().isEmpty()) {
            json.writeArrayPropertyStart("errors");
            for (FieldError error : problem.errors()) {
                json.writeStartObject();
                json.writeStringProperty("field", error.field());
                json.writeStringProperty("message", error.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
