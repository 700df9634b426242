package io.millrace.events;

/**
 * One line of an order.
 *
 * @param quantity pieces, 1 to {@link Rules#MAX_QUANTITY}
 * @param unitPriceCents price of one piece in hundredths of the currency, 0 to {@link Rules#MAX_UNIT_PRICE_CENTS}
 */
public record OrderLine(Sku sku, int quantity, long unitPriceCents) {

    public OrderLine {
        Rules.require(quantity >= 1 && quantity <= Rules.MAX_QUANTITY, "quantity must be from 1 to 10000");
        Rules.require(
                unitPriceCents >= 0 && unitPriceCents <= Rules.MAX_UNIT_PRICE_CENTS,
                "unitPriceCents must be from 0 to 100000000");
    }
}
