package io.millrace.gateway.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Prefer: wait=N} of RFC 7240. A preference is a wish: one that cannot be made out is passed over, a longer wait is cut to what we give. */
public final class WaitPreference {

    public static final String HEADER = "Prefer";
    public static final String APPLIED = "Preference-Applied";

    /** A request held longer than this is better served by the event stream. */
    public static final Duration MAX = Duration.ofSeconds(30);

    private WaitPreference() {}

    /** How long the caller would wait, of at most {@link #MAX}; null when nothing, or nothing legible, is said of it. */
    public static @Nullable Duration of(List<String> headers) {
        for (String header : headers) {
            for (String preference : header.split(",")) {
                Duration wait = wait(preference);
                if (wait != null) {
                    return wait;
                }
            }
        }
        return null;
    }

    /** What {@link #APPLIED} says of a wait that is granted. */
    public static String applied(Duration wait) {
        return "wait=" + wait.toSeconds();
    }

    private static @Nullable Duration wait(String preference) {
        int parameters = preference.indexOf(';');
        String token = parameters < 0 ? preference : preference.substring(0, parameters);
        int equals = token.indexOf('=');
        if (equals < 0 || !token.substring(0, equals).strip().equalsIgnoreCase("wait")) {
            return null;
        }
        String value = token.substring(equals + 1).strip();
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        return seconds(value);
    }

    private static @Nullable Duration seconds(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        long seconds = digits.length() > 9 ? Long.MAX_VALUE : Long.parseLong(digits);
        return seconds > MAX.toSeconds() ? MAX : Duration.ofSeconds(seconds);
    }
}
