package io.millrace.gateway.live;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the order id that is a record's key without making a String of it: this happens for every change of every order, watched or not. */
final class RecordKey {

    private static final int TEXT_LENGTH = 36;

    private RecordKey() {}

    /** Null when the key is not a UUID in its canonical text. */
    static @Nullable UUID orderId(byte @Nullable [] key) {
        if (key == null || key.length != TEXT_LENGTH) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (key[i] != '-') {
                    return null;
                }
                continue;
            }
            int digit = Character.digit(key[i], 16);
            if (digit < 0) {
                return null;
            }
            if (i < 18) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        return new UUID(high, low);
    }
}
