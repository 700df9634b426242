package io.millrace.gateway.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link RecentlyAccepted} in memory, bounded by lines rather than orders: an order of 100 lines takes the room of 50 small ones. */
final class RecentOrders implements RecentlyAccepted {

    private final Cache<OrderId, Accepted> orders;

    private record Accepted(OrderCreated order, TraceContext context) {}

    RecentOrders(LiveProperties properties) {
        this.orders = Caffeine.newBuilder()
                .maximumWeight(properties.recentLines())
                .weigher((OrderId id, Accepted accepted) ->
                        1 + accepted.order().items().size())
                .expireAfterWrite(properties.recentFor())
                // Where it is put; a pool of threads for it would be woken by every order.
                .executor(Runnable::run)
                .build();
    }

    @Override
    public void accepted(OrderCreated order, TraceContext context) {
        orders.put(order.orderId(), new Accepted(order, context));
    }

    @Override
    public @Nullable OrderStatusChanged find(OrderId id) {
        Accepted accepted = orders.getIfPresent(id);
        return accepted == null ? null : firstVersion(accepted.order(), accepted.context());
    }

    private static OrderStatusChanged firstVersion(OrderCreated order, TraceContext context) {
        return new OrderStatusChanged(
                order.orderId(),
                order.customerId(),
                order.currency(),
                order.totalCents(),
                order.items(),
                OrderStatus.ACCEPTED,
                null,
                null,
                null,
                1,
                context.correlationId(),
                context.traceId(),
                order.placedAt(),
                order.placedAt(),
                null,
                List.of(new OrderStatusChanged.Step(OrderStatus.ACCEPTED, order.placedAt())));
    }
}
