package io.millrace.gateway.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Says what keeps bytes from being JSON text in UTF-8, which the parser would guess around: it takes UTF-16, skips marks and lets overlong forms pass. */
final class Utf8 {

    private Utf8() {}

    /** What is wrong, as a message; null when the bytes are UTF-8 without a byte order mark. */
    static @Nullable String objection(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (bytes[i] <= 0) {
                return objectionBeyondAscii(bytes, offset, length);
            }
        }
        return null;
    }

    private static @Nullable String objectionBeyondAscii(byte[] bytes, int offset, int length) {
        if (length >= 3
                && bytes[offset] == (byte) 0xEF
                && bytes[offset + 1] == (byte) 0xBB
                && bytes[offset + 2] == (byte) 0xBF) {
            return "must not begin with a byte order mark";
        }
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == 0) {
                return "must be JSON in UTF-8";
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return null;
        } catch (CharacterCodingException malformed) {
            return "must be JSON in UTF-8";
        }
    }
}
