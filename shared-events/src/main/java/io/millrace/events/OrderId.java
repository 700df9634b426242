package io.millrace.events;

import java.util.UUID;

/** Identifies one order everywhere: in URLs, record keys and tables. UUIDv7 when made anew, UUIDv5 when derived from an idempotency key. */
public record OrderId(UUID value) implements Comparable<OrderId> {

    /**
     * Reads the canonical text of 36 characters, in small letters or capitals, and nothing else that {@link UUID#fromString} would accept:
     * shorter groups, signs, digits of other scripts.
     *
     * @throws InvalidFact when {@code text} is anything else
     */
    public static OrderId parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return new OrderId(uuid);
            }
        } catch (IllegalArgumentException malformed) {
            // said below, in our own words
        }
        throw new InvalidFact("an order id is a UUID of 36 characters, such as 0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0f");
    }

    @Override
    public int compareTo(OrderId other) {
        return value.compareTo(other.value);
    }

    /** The text of the id, as it stands in URLs and record keys. */
    @Override
    public String toString() {
        return value.toString();
    }
}
