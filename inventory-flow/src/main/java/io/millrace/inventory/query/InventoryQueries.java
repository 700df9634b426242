package io.millrace.inventory.query;

import io.millrace.events.Sku;
import io.millrace.inventory.store.StockStore;
import io.millrace.pipeline.Batcher;
import io.millrace.pipeline.Pipelines;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Answers many questions with one statement. The statement is also not a caller's own: a client that goes away cancels its request, not a query on a
 * pooled connection.
 */
@Component
class InventoryQueries {

    private final StockStore store;
    private final Batcher<Sku, Optional<InventoryView>> batcher;

    InventoryQueries(StockStore store, Pipelines pipelines) {
        this.store = store;
        this.batcher = pipelines.batcher("inventory-query", this::answer);
    }

    /** The stock of a sku; empty when it was never stocked. */
    Mono<InventoryView> find(Sku sku) {
        return batcher.ask(sku).flatMap(Mono::justOrEmpty);
    }

    private Mono<List<Optional<InventoryView>>> answer(List<Sku> skus) {
        return store.levels(skus)
                .map(levels -> skus.stream()
                        .map(sku -> Optional.ofNullable(levels.get(sku)).map(level -> InventoryView.of(sku, level)))
                        .toList());
    }
}
