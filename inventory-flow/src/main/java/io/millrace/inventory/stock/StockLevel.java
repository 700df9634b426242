package io.millrace.inventory.stock;

/**
 * The pieces of one sku: free to promise, promised to orders, and gone with them. Their sum is all that was ever stocked; only
 * {@link #adjusted} changes it.
 */
public record StockLevel(long available, long reserved, long sold) {

    static final StockLevel EMPTY = new StockLevel(0, 0, 0);

    public StockLevel {
        if (available < 0 || reserved < 0 || sold < 0) {
            throw new IllegalArgumentException(
                    "stock is never negative: available " + available + ", reserved " + reserved + ", sold " + sold);
        }
    }

    boolean has(long pieces) {
        return available >= pieces;
    }

    StockLevel reserved(long pieces) {
        return new StockLevel(available - pieces, reserved + pieces, sold);
    }

    StockLevel sold(long pieces) {
        return new StockLevel(available, reserved - pieces, sold + pieces);
    }

    StockLevel released(long pieces) {
        return new StockLevel(available + pieces, reserved - pieces, sold);
    }

    StockLevel adjusted(long delta) {
        return new StockLevel(Math.addExact(available, delta), reserved, sold);
    }
}
