package io.millrace.gateway.intake;

/** An adjustment of stock as an operator wrote it, found good; of which sku, its URL says. */
public record AdjustmentDraft(long delta, String reason) {

    /** The reason of those who gave none. */
    public static final String NO_REASON = "unspecified";
}
