package io.millrace.acceptance.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Lines of a head, which end in CR LF and hold ASCII alone. */
final class HttpLine {

    private HttpLine() {}

    static String read(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server hung up after '" + line + "'");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
