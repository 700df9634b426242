package io.millrace.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request.
 *
 * @param order the order that {@code Location} names, if it names one
 */
public record Reply(int status, @Nullable UUID order) {

    private static final String ORDERS = "/orders/";

    /** Where the status stands in {@code HTTP/1.1 202}. */
    private static final int STATUS = 9;

    public boolean isAccepted() {
        return status == 202;
    }

    /** Nothing yet while bytes are missing at the end. */
    static @Nullable Reply read(byte[] bytes, int length) {
        int end = endOfHead(bytes, length);
        if (end < 0) {
            return null;
        }
        String body = header(bytes, end, "content-length:");
        if (body == null) {
            throw new IllegalStateException(
                    "an answer of unknown length: " + new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        }
        if (length < end + Integer.parseInt(body)) {
            return null;
        }
        String location = header(bytes, end, "location:");
        return new Reply(
                Integer.parseInt(new String(bytes, STATUS, 3, StandardCharsets.ISO_8859_1)),
                location == null
                        ? null
                        : UUID.fromString(location.substring(location.indexOf(ORDERS) + ORDERS.length())));
    }

    private static int endOfHead(byte[] bytes, int length) {
        for (int at = 3; at < length; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    /** @param name in lower case, with its colon */
    private static @Nullable String header(byte[] bytes, int end, String name) {
        for (int at = 1; at < end - name.length(); at++) {
            if (bytes[at - 1] == '\n' && startsWith(bytes, at, name)) {
                int from = at + name.length();
                int to = from;
                while (bytes[to] != '\r') {
                    to++;
                }
                return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
            }
        }
        return null;
    }

    private static boolean startsWith(byte[] bytes, int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if ((bytes[at + i] | 0x20) != (name.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }
}
