package io.millrace.events;

/**
 * An operator counted stock in or out.
 *
 * @param delta pieces added (positive) or taken (negative), never 0, at most {@link #MAX_DELTA} either way
 * @param reason for the record; 1 to 200 characters, none of them a control character
 */
public record StockAdjusted(Sku sku, long delta, String reason) implements Fact {

    /** Keeps a sum of a billion adjustments within a long. */
    public static final long MAX_DELTA = 1_000_000_000;

    public static final int MAX_REASON_LENGTH = 200;

    public StockAdjusted {
        Rules.require(
                delta != 0 && delta >= -MAX_DELTA && delta <= MAX_DELTA,
                "delta must be from -1000000000 to 1000000000 and not 0");
        Rules.require(
                !reason.isBlank() && reason.length() <= MAX_REASON_LENGTH && Rules.isPlainText(reason),
                "reason must be 1 to 200 characters and no control characters");
    }

    @Override
    public String subject() {
        return sku.value();
    }
}
