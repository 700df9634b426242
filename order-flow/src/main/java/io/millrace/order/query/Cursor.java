package io.millrace.order.query;

import io.millrace.events.OrderId;
import io.millrace.order.store.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** Where a page ended, as text that callers hand back and need not understand: base64url of the microsecond and the id of its last order. */
final class Cursor {

    private static final int SIZE = Long.BYTES + 2 * Long.BYTES;

    /** What SQL calls a timestamp is wider, and what fits a long wider yet; no order is from outside of these. */
    private static final long FIRST_YEAR = micros(Instant.parse("0001-01-01T00:00:00Z"));

    private static final long LAST_YEAR = micros(Instant.parse("9999-12-31T23:59:59Z"));

    private Cursor() {}

    static String of(Position position) {
        UUID id = position.orderId().value();
        byte[] bytes = ByteBuffer.allocate(SIZE)
                .putLong(micros(position.placedAt()))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws Nonsense when the text is not a cursor of ours */
    static Position parse(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(decode(text));
        long micros = bytes.remaining() == SIZE ? bytes.getLong() : Long.MIN_VALUE;
        if (micros < FIRST_YEAR || micros > LAST_YEAR) {
            throw new Nonsense("not a cursor");
        }
        return new Position(
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new OrderId(new UUID(bytes.getLong(), bytes.getLong())));
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw new Nonsense("not a cursor", malformed);
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
