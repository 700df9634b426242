package io.millrace.order.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.events.OrderId;
import io.millrace.order.settlement.Order;
import io.millrace.order.settlement.Placement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Open orders as this instance wrote them last. More is told of most of them within a second, and by then nobody else has written them.
 *
 * <p>What is remembered is a supposition: only a write that names its revision shows whether it held.
 */
final class RememberedOrders {

    /** Orders and their lines, together: 10,000 orders of one line, which take some 15 MB and are what a flow is behind when it is flooded. */
    private static final int MOST = 20_000;

    private final Cache<OrderId, Order> open = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((OrderId id, Order order) -> 1 + lines(order))
            // Where it is put; a pool of threads for it would be woken by every batch.
            .executor(Runnable::run)
            .build();

    private static int lines(Order order) {
        Placement placement = order.facts().placement();
        return placement == null ? 0 : placement.items().size();
    }

    /**
     * What may be supposed of the orders in the news: those that are remembered, and of those that are just being placed that nothing else was
     * heard of them. They are remembered no longer, so that a supposition which fails is not made again.
     */
    Map<OrderId, Order> take(Collection<News> batch) {
        Map<OrderId, Order> supposed = HashMap.newHashMap(batch.size());
        for (News news : batch) {
            Order order = take(news);
            if (order != null) {
                supposed.put(order.id(), order);
            }
        }
        return supposed;
    }

    private @Nullable Order take(News news) {
        Order remembered = open.asMap().remove(news.orderId());
        return remembered == null && news.facts().placement() != null ? Order.unheardOf(news.orderId()) : remembered;
    }

    /** Of a settled order little is told any more. */
    void keep(Collection<Step> written) {
        for (Step step : written) {
            Order order = step.change().after();
            if (!order.isSettled() && order.revision() > 0) {
                open.put(order.id(), order);
            }
        }
    }
}
