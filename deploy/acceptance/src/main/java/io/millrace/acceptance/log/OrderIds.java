package io.millrace.acceptance.log;

import java.util.UUID;

/** Ids of orders that no gateway has given. */
public final class OrderIds {

    private OrderIds() {}

    /** A UUID of version 7: the time in milliseconds, then chance. */
    public static String fresh() {
        UUID chance = UUID.randomUUID();
        long high = System.currentTimeMillis() << 16 | 0x7000 | chance.getMostSignificantBits() & 0xfff;
        return new UUID(high, chance.getLeastSignificantBits()).toString();
    }
}
