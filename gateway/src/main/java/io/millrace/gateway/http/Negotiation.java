package io.millrace.gateway.http;

import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What a request brings and what it takes back. What everybody sends is compared as text; only the rest is parsed. */
public final class Negotiation {

    public static final String JSON = "application/json";
    public static final String NDJSON = "application/x-ndjson";

    private Negotiation() {}

    /**
     * Whether the body is of this type, in UTF-8 and not compressed.
     *
     * @param type such as {@link #JSON}
     */
    public static boolean brings(HttpHeaders headers, String type) {
        List<String> given = headers.getOrEmpty(HttpHeaders.CONTENT_TYPE);
        return given.size() == 1 && plain(headers) && (given.getFirst().equals(type) || isType(given.getFirst(), type));
    }

    /** @throws ProblemException when the body is of another type: 415 */
    public static void requireBody(HttpHeaders headers, String type) {
        if (!brings(headers, type)) {
            throw Problem.unsupportedMediaType(type).exception();
        }
    }

    /** @throws ProblemException when the caller does not take this type in an answer: 406 */
    public static void requireAccepted(HttpHeaders headers, String type) {
        List<String> given = headers.getOrEmpty(HttpHeaders.ACCEPT);
        boolean usual = given.isEmpty() || given.size() == 1 && isUsual(given.getFirst(), type);
        if (!usual && !accepts(given, type)) {
            throw Problem.notAcceptable(type).exception();
        }
    }

    private static boolean isUsual(String accept, String type) {
        return accept.equals("*/*") || accept.equals(type);
    }

    private static boolean plain(HttpHeaders headers) {
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        return encoding == null || encoding.equalsIgnoreCase("identity");
    }

    private static boolean isType(String given, String type) {
        try {
            MediaType parsed = MediaType.parseMediaType(given);
            return parsed.equalsTypeAndSubtype(MediaType.parseMediaType(type))
                    && (parsed.getCharset() == null || parsed.getCharset().equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException | UnsupportedCharsetException illegible) {
            return false;
        }
    }

    /** The most specific range that covers the type decides; one with q=0 rules it out. */
    private static boolean accepts(List<String> accept, String type) {
        MediaType offered = MediaType.parseMediaType(type);
        try {
            MediaType best = null;
            for (MediaType range : MediaType.parseMediaTypes(accept)) {
                if (range.includes(offered) && (best == null || specificity(range) > specificity(best))) {
                    best = range;
                }
            }
            return takes(best);
        } catch (InvalidMediaTypeException illegible) {
            return false;
        }
    }

    private static boolean takes(@Nullable MediaType range) {
        return range != null && range.getQualityValue() > 0;
    }

    private static int specificity(MediaType range) {
        if (range.isWildcardType()) {
            return 0;
        }
        return range.isWildcardSubtype() ? 1 : 2;
    }
}
