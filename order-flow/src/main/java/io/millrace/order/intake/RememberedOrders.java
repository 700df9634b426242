package io.millrace.order.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.events.OrderId;
import io.millrace.order.settlement.Order;
import io.millrace.order.settlement.Placement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Open orders as this instance last wrote or read them. More is told of most of them within a second, and by then nobody else has written them.
 *
 * <p>What is remembered is a supposition: only a write that names its revision shows whether it held.
 */
final class RememberedOrders {

    /** Orders and their lines, together: 2,000 orders of one line, some 3 MB. What is told of orders in small batches is told of a few hundred at a time. */
    private static final int MOST = 4_000;

    /**
     * In a larger batch a reading costs each order little, and what a flood leaves behind would be forgotten before more is told of it: to
     * remember it took a tenth more of the flow's processor time. See deploy/benchmarks/HISTORY.md.
     */
    private static final int LARGEST_BATCH = 32;

    /** By then the others have told what they have to tell. A database that lost its last writes, in a failover, takes longer to be back. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Cache<OrderId, Order> open = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((OrderId id, Order order) -> 1 + lines(order))
            // Where it is put; a pool of threads for it would be woken by every batch.
            .executor(Runnable::run)
            .expireAfterWrite(LONGEST)
            .build();

    private static int lines(Order order) {
        Placement placement = order.facts().placement();
        return placement == null ? 0 : placement.items().size();
    }

    /**
     * What may be supposed of the orders in the news: those that are remembered, and of those that are just being placed that nothing else was
     * heard of them. They are remembered no longer, so that a supposition which fails is not made again. Of a large batch nothing is supposed.
     */
    Map<OrderId, Order> take(Collection<News> batch) {
        if (batch.size() > LARGEST_BATCH) {
            batch.forEach(news -> open.invalidate(news.orderId()));
            return Map.of();
        }
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
    void keep(Collection<Step> steps) {
        if (steps.size() > LARGEST_BATCH) {
            return;
        }
        for (Step step : steps) {
            Order order = step.change().after();
            if (!order.isSettled() && order.revision() > 0) {
                open.put(order.id(), order);
            }
        }
    }
}
