package io.millrace.gateway.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The framing of an event stream, as bytes. */
final class ServerSentEvents {

    static final byte[] HEARTBEAT = ascii("event: heartbeat\ndata: {}\n\n");

    private static final byte[] END = ascii("\n\n");

    private ServerSentEvents() {}

    /** Tells a client how long to wait before it connects again. */
    static byte[] retry(Duration pause) {
        return ascii("retry: " + pause.toMillis() + "\n\n");
    }

    /** @param json one line */
    static byte[] status(int version, byte[] json) {
        byte[] head = ascii("event: status\nid: " + version + "\ndata: ");
        byte[] event = new byte[head.length + json.length + END.length];
        System.arraycopy(head, 0, event, 0, head.length);
        System.arraycopy(json, 0, event, head.length, json.length);
        System.arraycopy(END, 0, event, head.length + json.length, END.length);
        return event;
    }

    /** A line break in the data would end the field, and what follows would be read as fields of its own. */
    static boolean isOneLine(byte[] json) {
        for (byte b : json) {
            if (b == '\n' || b == '\r') {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
