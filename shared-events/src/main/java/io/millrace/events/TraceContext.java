package io.millrace.events;

import org.jspecify.annotations.Nullable;

/**
 * What ties the records of one order together. Taken from a record and put on the next explicitly, never kept in a thread-local.
 *
 * @param correlationId the caller's, or made by the gateway; 1 to 128 visible ASCII characters
 * @param traceparent W3C trace context, version 00; null when the order belongs to no trace
 * @param tracestate W3C vendor data, passed on as it came; null when there is none
 */
public record TraceContext(
        String correlationId,
        @Nullable String traceparent,
        @Nullable String tracestate) {

    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** The 32 hex digits that name the trace; null when there is none. */
    public @Nullable String traceId() {
        return traceparent == null ? null : traceparent.substring(3, 35);
    }

    /** Whether whoever began the trace, or took part in it before, records it. */
    public boolean isSampled() {
        return traceparent != null && (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
    }

    /** Whether {@code text} is a traceparent of version 00 with ids that are not all zero. */
    public static boolean isTraceparent(String text) {
        return text.length() == 55
                && text.startsWith("00-")
                && text.charAt(35) == '-'
                && text.charAt(52) == '-'
                && isHex(text, 3, 35)
                && isHex(text, 36, 52)
                && isHex(text, 53, 55)
                && !text.startsWith(NO_TRACE, 3)
                && !text.startsWith(NO_SPAN, 36);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
