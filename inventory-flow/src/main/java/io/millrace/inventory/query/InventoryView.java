package io.millrace.inventory.query;

import io.millrace.events.Sku;
import io.millrace.inventory.stock.StockLevel;

/** Stock as the public interface shows it; the names are the contract's. */
record InventoryView(String sku, long available, long reserved, long sold) {

    static InventoryView of(Sku sku, StockLevel level) {
        return new InventoryView(sku.value(), level.available(), level.reserved(), level.sold());
    }
}
