package io.millrace.gateway.deadletters;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterId;
import io.millrace.pipeline.ParkedRecord;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** Dead letters, and what is done about them, as clients get them. */
final class LetterJson {

    private static final JsonFactory JSON = new JsonFactory();

    private LetterJson() {}

    /** @param next the cursor of the page behind; null for the last page */
    static byte[] page(List<Letter> letters, @Nullable String next, int leftOut) {
        return object(json -> {
            json.writeArrayPropertyStart("deadLetters");
            for (Letter letter : letters) {
                json.writeStartObject();
                write(json, letter);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("next", next);
            json.writeNumberProperty("leftOut", leftOut);
        });
    }

    static byte[] whole(Letter letter, ParkedRecord parked) {
        return object(json -> {
            write(json, letter);
            json.writeStringProperty("stackTrace", parked.stackTrace());
            RecordJson.write(json, parked.record());
        });
    }

    static byte[] accepted(DeadLetterId id, State state, String by) {
        return object(json -> {
            json.writeStringProperty("id", id.toString());
            json.writeStringProperty("state", state.name());
            json.writeStringProperty("by", by);
        });
    }

    static byte[] progress(BulkReplay replay, int replayed, Instant updatedAt) {
        return object(json -> {
            json.writeStringProperty("id", replay.id());
            json.writeStringProperty("topic", replay.topic());
            json.writeStringProperty("group", replay.group());
            json.writeNumberProperty("ratePerSecond", replay.ratePerSecond());
            json.writeStringProperty("state", replay.finished() ? "FINISHED" : "RUNNING");
            json.writeNumberProperty("letters", replay.letters());
            json.writeNumberProperty("replayed", replayed);
            json.writeStringProperty("by", replay.by());
            json.writeStringProperty("startedAt", replay.startedAt().toString());
            json.writeStringProperty("updatedAt", updatedAt.toString());
        });
    }

    private static void write(JsonGenerator json, Letter letter) {
        json.writeStringProperty("id", letter.id().toString());
        json.writeStringProperty("topic", letter.id().topic());
        json.writeStringProperty("group", letter.group());
        json.writeStringProperty("state", letter.state().name());
        json.writeStringProperty("parkedAt", letter.parkedAt().toString());
        json.writeNumberProperty("attempts", letter.attempts());
        json.writeObjectPropertyStart("reason");
        json.writeStringProperty("exception", letter.exception());
        json.writeStringProperty("message", letter.message());
        json.writeEndObject();
        json.writeObjectPropertyStart("origin");
        Letter.Origin origin = letter.origin();
        writeNumber(json, "partition", origin.partition());
        writeNumber(json, "offset", origin.offset());
        json.writeStringProperty(
                "timestamp",
                origin.timestamp() < 0
                        ? null
                        : Instant.ofEpochMilli(origin.timestamp()).toString());
        json.writeEndObject();
        write(json, letter.fate());
    }

    private static void writeNumber(JsonGenerator json, String name, long number) {
        if (number == ParkedRecord.UNKNOWN) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, number);
        }
    }

    private static void write(JsonGenerator json, @Nullable Fate fate) {
        if (fate == null) {
            json.writeNullProperty("settled");
            return;
        }
        Instant doneAt = fate.doneAt();
        json.writeObjectPropertyStart("settled");
        json.writeStringProperty("by", fate.by());
        json.writeStringProperty("at", fate.at().toString());
        json.writeStringProperty("doneAt", doneAt == null ? null : doneAt.toString());
        json.writeStringProperty("bulkReplay", fate.bulkReplay());
        json.writeEndObject();
    }

    private static byte[] object(Consumer<JsonGenerator> members) {
        try (ByteArrayBuilder out = new ByteArrayBuilder();
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
            json.flush();
            return out.toByteArray();
        }
    }
}
