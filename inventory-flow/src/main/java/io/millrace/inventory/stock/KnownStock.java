package io.millrace.inventory.stock;

import io.millrace.events.OrderId;
import io.millrace.events.Sku;
import java.util.Map;
import java.util.Set;

/**
 * What stood before a batch, as far as the batch is concerned by it.
 *
 * @param levels every sku concerned that was ever stocked
 * @param reservations every order concerned that was heard of
 * @param adjustments the ids of the adjustments concerned that were taken or refused before
 */
public record KnownStock(Map<Sku, StockLevel> levels, Map<OrderId, Reservation> reservations, Set<String> adjustments) {

    public KnownStock {
        levels = Map.copyOf(levels);
        reservations = Map.copyOf(reservations);
        adjustments = Set.copyOf(adjustments);
    }
}
