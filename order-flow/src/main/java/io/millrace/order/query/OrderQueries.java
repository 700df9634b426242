package io.millrace.order.query;

import io.millrace.events.OrderId;
import io.millrace.order.settlement.Order;
import io.millrace.order.store.OrderPages;
import io.millrace.order.store.OrderSearch;
import io.millrace.order.store.OrderTable;
import io.millrace.pipeline.Batcher;
import io.millrace.pipeline.Pipelines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Questions to the database, gathered while others are under way. So however many are asked they take a connection or two, and leave the rest
 * to the facts; what waits is bounded; and a caller who gives up cancels his own wait and never a statement on a pooled connection.
 */
@Component
class OrderQueries {

    /** Pages are read by one statement each; more of them at once would only keep facts waiting. */
    private static final int PAGES_AT_ONCE = 2;

    private final Batcher<OrderId, Optional<Order>> byId;
    private final Batcher<OrderSearch, List<Order>> pages;

    OrderQueries(Pipelines pipelines, OrderTable orders, OrderPages orderPages) {
        this.byId = pipelines.batcher("orders-by-id", ids -> orders.find(ids).map(found -> placed(ids, found)));
        this.pages = pipelines.batcher(
                "order-pages",
                searches -> Flux.fromIterable(searches)
                        .flatMapSequential(orderPages::newest, PAGES_AT_ONCE)
                        .collectList());
    }

    /** Empty when nobody placed it, or when only facts about it are known so far. */
    Mono<Order> order(OrderId id) {
        return byId.ask(id).flatMap(Mono::justOrEmpty);
    }

    Mono<List<Order>> newest(OrderSearch search) {
        return pages.ask(search);
    }

    private static List<Optional<Order>> placed(List<OrderId> ids, Map<OrderId, Order> found) {
        return ids.stream()
                .map(id -> Optional.ofNullable(found.get(id)).filter(order -> order.version() > 0))
                .toList();
    }
}
