package io.millrace.inventory.stock;

import io.millrace.events.OrderLine;
import io.millrace.events.Sku;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** How many pieces of each sku an order wants. Lines that name the same sku count together. */
record Demand(SortedMap<Sku, Long> pieces) {

    static Demand of(List<OrderLine> lines) {
        SortedMap<Sku, Long> pieces = new TreeMap<>();
        for (OrderLine line : lines) {
            pieces.merge(line.sku(), (long) line.quantity(), Long::sum);
        }
        return new Demand(Collections.unmodifiableSortedMap(pieces));
    }

    void forEach(BiConsumer<Sku, Long> take) {
        for (Map.Entry<Sku, Long> wanted : pieces.entrySet()) {
            take.accept(wanted.getKey(), wanted.getValue());
        }
    }
}
