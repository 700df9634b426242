package io.millrace.events.wire;

import static io.millrace.events.wire.JsonReader.required;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterActed;
import io.millrace.events.DeadLetterDiscarded;
import io.millrace.events.DeadLetterId;
import io.millrace.events.DeadLetterReplayRequested;
import io.millrace.events.DeadLetterReplayed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The JSON of what is done about dead letters; {@code action} says which it is. */
final class DeadLetterJson {

    private enum Action {
        REPLAY_REQUESTED,
        REPLAYED,
        DISCARDED,
        BULK_REPLAY
    }

    private DeadLetterJson() {}

    static void write(JsonGenerator json, DeadLetterActed acted) {
        switch (acted) {
            case DeadLetterReplayRequested request ->
                writeWish(json, Action.REPLAY_REQUESTED, request.letter(), request.by());
            case DeadLetterDiscarded discarded -> writeWish(json, Action.DISCARDED, discarded.letter(), discarded.by());
            case DeadLetterReplayed replayed -> {
                writeWish(json, Action.REPLAYED, replayed.letter(), replayed.by());
                json.writeStringProperty("bulkReplay", replayed.bulkReplay());
            }
            case BulkReplay replay -> write(json, replay);
        }
    }

    private static void writeWish(JsonGenerator json, Action action, DeadLetterId letter, String by) {
        json.writeStringProperty("action", action.name());
        json.writeStringProperty("letter", letter.toString());
        json.writeStringProperty("by", by);
    }

    private static void write(JsonGenerator json, BulkReplay replay) {
        json.writeStringProperty("action", Action.BULK_REPLAY.name());
        json.writeStringProperty("id", replay.id());
        json.writeStringProperty("topic", replay.topic());
        json.writeStringProperty("group", replay.group());
        json.writeNumberProperty("ratePerSecond", replay.ratePerSecond());
        json.writeStringProperty("by", replay.by());
        json.writeStringProperty("startedAt", replay.startedAt().toString());
        json.writeNumberProperty("letters", replay.letters());
        json.writeArrayPropertyStart("until");
        replay.until().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeNumberProperty("step", replay.step());
        DeadLetterId after = replay.after();
        json.writeStringProperty("after", after == null ? null : after.toString());
        json.writeBooleanProperty("finished", replay.finished());
    }

    static DeadLetterActed read(JsonReader in) {
        Members members = new Members();
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            members.take(name, in);
        }
        return members.fact();
    }

    /** What all kinds have in common, and what one of them has. */
    private static final class Members {

        private @Nullable Action action;
        private @Nullable String letter;
        private @Nullable String by;
        private @Nullable String bulkReplay;
        private @Nullable String id;
        private @Nullable String topic;
        private @Nullable String group;
        private @Nullable Integer ratePerSecond;
        private @Nullable Instant startedAt;
        private @Nullable Integer letters;
        private @Nullable List<Long> until;
        private @Nullable Integer step;
        private @Nullable String after;
        private @Nullable Boolean finished;

        void take(String name, JsonReader in) {
            switch (name) {
                case "action" -> action = in.constant(Action.class);
                case "letter" -> letter = in.string();
                case "by" -> by = in.string();
                case "bulkReplay" -> bulkReplay = in.string();
                case "id" -> id = in.string();
                case "topic" -> topic = in.string();
                case "group" -> group = in.string();
                case "ratePerSecond" -> ratePerSecond = in.int32();
                case "startedAt" -> startedAt = in.instant();
                case "letters" -> letters = in.int32();
                case "until" -> until = in.integers();
                case "step" -> step = in.int32();
                case "after" -> after = in.string();
                case "finished" -> finished = in.bool();
                default -> in.skip();
            }
        }

        DeadLetterActed fact() {
            return switch (required("action", action)) {
                case REPLAY_REQUESTED -> new DeadLetterReplayRequested(letter(), by());
                case REPLAYED -> new DeadLetterReplayed(letter(), by(), bulkReplay);
                case DISCARDED -> new DeadLetterDiscarded(letter(), by());
                case BULK_REPLAY ->
                    new BulkReplay(
                            required("id", id),
                            required("topic", topic),
                            required("group", group),
                            required("ratePerSecond", ratePerSecond),
                            by(),
                            required("startedAt", startedAt),
                            required("letters", letters),
                            required("until", until),
                            required("step", step),
                            after == null ? null : DeadLetterId.parse(after),
                            required("finished", finished));
            };
        }

        private DeadLetterId letter() {
            return DeadLetterId.parse(required("letter", letter));
        }

        private String by() {
            return required("by", by);
        }
    }
}
