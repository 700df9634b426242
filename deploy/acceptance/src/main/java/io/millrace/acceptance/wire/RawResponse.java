package io.millrace.acceptance.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer as it came over the wire; header names in lower case. */
public record RawResponse(int status, Map<String, String> headers, String body) {

    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
