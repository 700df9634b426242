package io.millrace.traces.shown.zipkin;

import io.millrace.traces.http.Question;
import io.millrace.traces.http.Refusal;
import io.millrace.traces.kept.Search;
import io.millrace.traces.kept.Search.Condition;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of Zipkin's search. {@code endTs} and {@code lookback} are milliseconds, durations microseconds. */
final class ZipkinSearch {

    private static final int USUAL_LIMIT = 10;
    private static final int HIGHEST_LIMIT = 1_000;

    private ZipkinSearch() {}

    static Search of(Question question) {
        long end = question.number("endTs", Long.MAX_VALUE / 1_000);
        long start = end - question.number("lookback", end);
        long limit = question.number("limit", USUAL_LIMIT);
        if (limit < 1) {
            throw new Refusal(400, "'limit' must be positive");
        }
        return new Search(
                anyOr(question, "serviceName"),
                anyOr(question, "spanName"),
                anyOr(question, "remoteServiceName"),
                question.value("annotationQuery").map(ZipkinSearch::conditions).orElse(List.of()),
                start * 1_000,
                end * 1_000,
                question.number("minDuration", 0),
                question.number("maxDuration", Long.MAX_VALUE),
                (int) Math.min(limit, HIGHEST_LIMIT));
    }

    /** {@code error and http.method=GET}. */
    private static List<Condition> conditions(String query) {
        return Arrays.stream(query.strip().split("\\s+and\\s+"))
                .map(ZipkinSearch::condition)
                .toList();
    }

    private static Condition condition(String text) {
        int equals = text.indexOf('=');
        return equals < 1
                ? new Condition(text, null)
                : new Condition(text.substring(0, equals), text.substring(equals + 1));
    }

    private static @Nullable String anyOr(Question question, String name) {
        return question.value(name).filter(value -> !value.equals("all")).orElse(null);
    }
}
