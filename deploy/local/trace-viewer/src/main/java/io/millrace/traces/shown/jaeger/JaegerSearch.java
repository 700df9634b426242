package io.millrace.traces.shown.jaeger;

import io.millrace.traces.http.Question;
import io.millrace.traces.http.Refusal;
import io.millrace.traces.kept.Search;
import io.millrace.traces.kept.Search.Condition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The parameters of Jaeger's search. Times are microseconds since 1970, durations are written {@code 1.5ms}. */
final class JaegerSearch {

    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1_500;

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, BigDecimal> MICROS = Map.of(
            "ns", new BigDecimal("0.001"),
            "us", BigDecimal.ONE,
            "µs", BigDecimal.ONE,
            "ms", new BigDecimal(1_000),
            "s", new BigDecimal(1_000_000),
            "m", new BigDecimal(60_000_000),
            "h", new BigDecimal(3_600_000_000L));

    private JaegerSearch() {}

    static Search of(Question question) {
        return new Search(
                question.value("service").orElseThrow(() -> new Refusal(400, "parameter 'service' is required")),
                question.value("operation").orElse(null),
                null,
                conditions(question),
                question.number("start", 0),
                question.number("end", Long.MAX_VALUE),
                question.value("minDuration").map(JaegerSearch::micros).orElse(0L),
                question.value("maxDuration").map(JaegerSearch::micros).orElse(Long.MAX_VALUE),
                limit(question));
    }

    private static int limit(Question question) {
        long limit = question.number("limit", USUAL_LIMIT);
        if (limit < 1) {
            throw new Refusal(400, "'limit' must be positive");
        }
        return (int) Math.min(limit, HIGHEST_LIMIT);
    }

    /** {@code tags={"key":"value"}}, and {@code tag=key:value} as often as one likes. */
    private static List<Condition> conditions(Question question) {
        var conditions = new ArrayList<Condition>();
        for (String tags : question.values("tags")) {
            try {
                JsonMapper.shared()
                        .readValue(tags, new TypeReference<Map<String, String>>() {})
                        .forEach((key, value) -> conditions.add(new Condition(key, value)));
            } catch (JacksonException e) {
                throw new Refusal(400, "'tags' is a JSON object of texts, not " + tags);
            }
        }
        for (String tag : question.values("tag")) {
            int colon = tag.indexOf(':');
            if (colon < 1) {
                throw new Refusal(400, "'tag' is key:value, not " + tag);
            }
            conditions.add(new Condition(tag.substring(0, colon), tag.substring(colon + 1)));
        }
        return conditions;
    }

    /** Of one or more numbers with units, {@code 1m30s}. */
    private static long micros(String text) {
        Matcher matcher = DURATION.matcher(text);
        BigDecimal micros = BigDecimal.ZERO;
        int at = 0;
        while (at < text.length() && matcher.find(at) && matcher.start() == at) {
            micros = micros.add(new BigDecimal(matcher.group(1)).multiply(MICROS.get(matcher.group(2))));
            at = matcher.end();
        }
        if (at < text.length()) {
            throw new Refusal(400, "a duration is a number with a unit, 1.5ms or 2s, not " + text);
        }
        return micros.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
}
