package io.millrace.traces.intake;

import io.millrace.traces.http.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes what {@code Content-Encoding} names, and stops where a small body turns out to be a huge one. */
final class Gzip {

    private Gzip() {}

    static byte[] inflate(byte[] body, @Nullable String encoding, int limit) {
        if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
            return body;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new Refusal(415, "Content-Encoding is gzip or none, not '%s'".formatted(encoding));
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] inflated = in.readNBytes(limit + 1);
            if (inflated.length > limit) {
                throw new Refusal(413, "an unpacked body has at most %d bytes".formatted(limit));
            }
            return inflated;
        } catch (IOException e) {
            throw new Refusal(400, "the body is not gzip: " + e.getMessage());
        }
    }
}
