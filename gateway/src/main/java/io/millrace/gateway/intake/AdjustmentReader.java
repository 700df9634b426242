package io.millrace.gateway.intake;

import io.millrace.events.StockAdjusted;
import org.jspecify.annotations.Nullable;

/** Reads an adjustment of stock: {@code {"delta":100,"reason":"restock"}}, of which the reason may be left out. */
public final class AdjustmentReader {

    private static final String DELTA =
            "must be a whole number from -" + StockAdjusted.MAX_DELTA + " to " + StockAdjusted.MAX_DELTA + " and not 0";
    private static final String REASON = "must be a string of 1 to " + StockAdjusted.MAX_REASON_LENGTH
            + " characters, not all blank and none a control character";

    private AdjustmentReader() {}

    public static Reading<AdjustmentDraft> read(byte[] bytes, int offset, int length) {
        return StrictJson.read(bytes, offset, length, AdjustmentReader::adjustment);
    }

    private static @Nullable AdjustmentDraft adjustment(StrictJson in) {
        boolean deltaSeen = false;
        long delta = 0;
        String reason = null;
        boolean reasonSeen = false;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "delta" -> {
                    if (deltaSeen) {
                        in.twice(name);
                    }
                    deltaSeen = true;
                    if (in.wholeNumber(-StockAdjusted.MAX_DELTA, StockAdjusted.MAX_DELTA) && in.number() != 0) {
                        delta = in.number();
                    } else {
                        in.wrong(name, DELTA);
                    }
                }
                case "reason" -> {
                    if (reasonSeen) {
                        in.twice(name);
                    }
                    reasonSeen = true;
                    reason = in.string();
                    if (reason == null || !isReason(reason)) {
                        in.wrong(name, REASON);
                    }
                }
                default -> in.unknown(name);
            }
        }
        if (!deltaSeen) {
            in.wrong("delta", "is missing");
        }
        return new AdjustmentDraft(delta, reason == null ? AdjustmentDraft.NO_REASON : reason);
    }

    /** What {@link StockAdjusted} takes for a reason: text that every column and every JSON can hold. */
    private static boolean isReason(String text) {
        return !text.isBlank()
                && text.length() <= StockAdjusted.MAX_REASON_LENGTH
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
