package io.millrace.inventory.stock;

import io.millrace.events.CancellationReason;
import io.millrace.events.OrderLine;
import io.millrace.events.Sku;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stock says to an order: all of it, or none of it. */
sealed interface Answer {

    record Reserved(Demand demand) implements Answer {}

    /**
     * @param reason {@link CancellationReason#OUT_OF_STOCK} or {@link CancellationReason#UNKNOWN_SKU}
     * @param missing the sku that is unknown or short; the first in sku order when there are several
     */
    record Refused(CancellationReason reason, Sku missing) implements Answer {}

    /**
     * Whether the stock holds all that the order wants. An unknown sku outweighs a short one: no restocking would help such an order.
     *
     * @param stock every sku of the order that was ever stocked
     */
    static Answer reserve(List<OrderLine> lines, Map<Sku, StockLevel> stock) {
        Demand demand = Demand.of(lines);
        Sku shortOf = null;
        for (Map.Entry<Sku, Long> wanted : demand.pieces().entrySet()) {
            @Nullable StockLevel level = stock.get(wanted.getKey());
            if (level == null) {
                return new Refused(CancellationReason.UNKNOWN_SKU, wanted.getKey());
            }
            if (shortOf == null && !level.has(wanted.getValue())) {
                shortOf = wanted.getKey();
            }
        }
        return shortOf == null ? new Reserved(demand) : new Refused(CancellationReason.OUT_OF_STOCK, shortOf);
    }
}
