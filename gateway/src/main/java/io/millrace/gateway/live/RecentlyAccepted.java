package io.millrace.gateway.live;

import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The orders this instance took in a moment ago, so that none of them is "not found" before order-flow has heard of it. Bounded in number and
 * in time.
 */
public interface RecentlyAccepted {

    /** The broker has the order. */
    void accepted(OrderCreated order, TraceContext context);

    /** The order as it stood when it was accepted: version 1; null when it is not known here, or no longer. */
    @Nullable
    OrderStatusChanged find(OrderId id);
}
