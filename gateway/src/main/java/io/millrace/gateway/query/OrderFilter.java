package io.millrace.gateway.query;

import io.millrace.events.OrderStatus;
import io.millrace.events.Rules;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.ProblemException;
import io.millrace.gateway.intake.FieldError;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriBuilder;

/** Which orders are listed, as the parameters of the query, known to be good. */
record OrderFilter(Map<String, String> parameters) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");

    /** What a cursor is made of is order-flow's business; this much keeps it from meaning anything in a URL. */
    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_=-]{1,200}");

    private static final String STATUSES =
            Arrays.stream(OrderStatus.values()).map(OrderStatus::name).collect(Collectors.joining(", "));

    OrderFilter {
        parameters = Map.copyOf(parameters);
    }

    /** @throws ProblemException 400 that names each parameter that is wrong */
    static OrderFilter of(MultiValueMap<String, String> query) {
        Map<String, String> good = new LinkedHashMap<>();
        good.put("limit", Integer.toString(DEFAULT_LIMIT));
        List<FieldError> errors = new ArrayList<>();
        query.forEach((name, values) -> {
            String wrong = values.size() == 1 ? wrong(name, values.getFirst()) : "must be given once";
            if (wrong == null) {
                good.put(name, values.getFirst());
            } else {
                errors.add(new FieldError(name, wrong));
            }
        });
        if (!errors.isEmpty()) {
            throw Problem.refused(errors).exception();
        }
        return new OrderFilter(good);
    }

    boolean hasCursor() {
        return parameters.containsKey("after");
    }

    URI appendTo(UriBuilder uri) {
        // As variables of the template, so that nothing in them has a meaning of its own.
        parameters.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
        return uri.build(parameters);
    }

    /** Null when it is right. A value is null where the parameter has no {@code =}. */
    private static @Nullable String wrong(String name, @Nullable String given) {
        String value = given == null ? "" : given;
        return switch (name) {
            case "customerId" -> Rules.isIdentifier(value) ? null : "must be 1 to 64 characters of A-Z a-z 0-9 . _ -";
            case "status" -> isStatus(value) ? null : "must be one of " + STATUSES;
            case "limit" -> isLimit(value) ? null : "must be a whole number from 1 to " + MAX_LIMIT;
            case "after" -> CURSOR.matcher(value).matches() ? null : "must be a cursor that a page gave as next";
            default -> "is not known here";
        };
    }

    private static boolean isStatus(String value) {
        return Arrays.stream(OrderStatus.values())
                .anyMatch(status -> status.name().equals(value));
    }

    private static boolean isLimit(String value) {
        if (!LIMIT.matcher(value).matches()) {
            return false;
        }
        int limit = Integer.parseInt(value);
        return limit >= 1 && limit <= MAX_LIMIT;
    }
}
