package io.millrace.inventory.stock;

import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;

/**
 * An operator's count, as it was taken or refused.
 *
 * @param id of the event; two events with one id are one adjustment
 * @param applied false when fewer pieces were available than it would have taken: then it took none
 */
public record Adjustment(String id, StockAdjusted fact, boolean applied) {

    public Sku sku() {
        return fact.sku();
    }
}
