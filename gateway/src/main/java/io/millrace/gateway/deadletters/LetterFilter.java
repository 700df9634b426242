package io.millrace.gateway.deadletters;

import io.millrace.events.wire.Topic;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.ProblemException;
import io.millrace.gateway.intake.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which letters are listed; null where all are.
 *
 * @param after behind which a page begins; null for the first
 */
record LetterFilter(
        @Nullable String topic,
        @Nullable String group,
        @Nullable State state,
        int limit,
        @Nullable Age after) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");
    private static final Pattern GROUP = Pattern.compile("[!-~]{1,249}");

    static final String TOPICS =
            Arrays.stream(Topic.values()).map(Topic::baseName).collect(Collectors.joining(", "));
    private static final String STATES =
            Arrays.stream(State.values()).map(State::name).collect(Collectors.joining(", "));

    /** @throws ProblemException 400 that names each parameter that is wrong */
    static LetterFilter of(MultiValueMap<String, String> query) {
        List<FieldError> errors = new ArrayList<>();
        query.forEach((name, values) -> {
            String wrong = values.size() == 1 ? wrong(name, values.getFirst()) : "must be given once";
            if (wrong != null) {
                errors.add(new FieldError(name, wrong));
            }
        });
        if (!errors.isEmpty()) {
            throw Problem.refused(errors).exception();
        }
        String limit = query.getFirst("limit");
        String state = query.getFirst("state");
        String after = query.getFirst("after");
        return new LetterFilter(
                query.getFirst("topic"),
                query.getFirst("group"),
                state == null ? null : State.valueOf(state),
                limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit),
                after == null ? null : Age.ofCursor(after));
    }

    boolean takes(Letter letter) {
        return (topic == null || topic.equals(letter.id().topic()))
                && (group == null || group.equals(letter.group()))
                && (state == null || state == letter.state());
    }

    /** Null when it is right. A value is null where the parameter has no {@code =}. */
    private static @Nullable String wrong(String name, @Nullable String given) {
        String value = given == null ? "" : given;
        return switch (name) {
            case "topic" -> isTopic(value) ? null : "must be one of " + TOPICS;
            case "group" -> GROUP.matcher(value).matches() ? null : "must be 1 to 249 visible ASCII characters";
            case "state" -> isState(value) ? null : "must be one of " + STATES;
            case "limit" -> isLimit(value) ? null : "must be a whole number from 1 to " + MAX_LIMIT;
            case "after" -> Age.ofCursor(value) != null ? null : "must be a cursor that a page gave as next";
            default -> "is not known here";
        };
    }

    private static boolean isTopic(String value) {
        return Arrays.stream(Topic.values()).anyMatch(topic -> topic.baseName().equals(value));
    }

    private static boolean isState(String value) {
        return Arrays.stream(State.values()).anyMatch(state -> state.name().equals(value));
    }

    private static boolean isLimit(String value) {
        if (!LIMIT.matcher(value).matches()) {
            return false;
        }
        int limit = Integer.parseInt(value);
        return limit >= 1 && limit <= MAX_LIMIT;
    }
}
