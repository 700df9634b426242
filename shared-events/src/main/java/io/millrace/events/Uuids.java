package io.millrace.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUIDs of RFC 9562: version 7 for new ids, version 5 for ids that follow from a name. */
public final class Uuids {

    private Uuids() {}

    /**
     * A version 7 UUID: 48 bits of time, then 74 random bits. Ids made near each other lie near each other in an index. Not a secret: the
     * random bits come from a fast generator, since a secure one costs a lock on every order.
     *
     * @param epochMillis milliseconds since 1970-01-01T00:00:00Z
     */
    public static UUID version7(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = epochMillis << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = 0x8000000000000000L | random.nextLong() >>> 2;
        return new UUID(high, low);
    }

    /** The milliseconds since 1970 at which a version 7 UUID was made; -1 for any other version. */
    public static long epochMillis(UUID uuid) {
        return uuid.version() == 7 ? uuid.getMostSignificantBits() >>> 16 : -1;
    }

    /** A version 5 UUID: the SHA-1 of a name within a namespace. */
    public static UUID version5(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong() & 0xFFFFFFFFFFFF0FFFL | 0x5000;
        long low = hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
