package io.millrace.inventory.stock;

import io.millrace.events.Sku;
import java.util.List;
import java.util.SortedMap;

/**
 * What a batch changed, each row once however many events touched it, and in the order in which rows are written.
 *
 * @param stocked skus that were never stocked before
 * @param counted skus that were, where their level is another now
 * @param opened orders never heard of before, by order id
 * @param settled reservations that were RESERVED and are SOLD or RELEASED now, by order id
 * @param adjustments in the order they came
 */
public record StockChanges(
        SortedMap<Sku, StockLevel> stocked,
        SortedMap<Sku, StockLevel> counted,
        List<Reservation> opened,
        List<Reservation> settled,
        List<Adjustment> adjustments) {}
