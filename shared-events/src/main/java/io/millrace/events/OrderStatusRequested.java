package io.millrace.events;

import java.time.Instant;

/**
 * A flow holds something for an order, money or stock, and was not told in time how the order ended: where does it stand?
 *
 * @param by the flow that asks, such as {@code payment-flow}
 * @param heldSince when that flow first heard of the order; the same each time it asks
 */
public record OrderStatusRequested(OrderId orderId, String by, Instant heldSince) implements Fact {

    public OrderStatusRequested {
        Rules.identifier("by", by);
    }

    @Override
    public String subject() {
        return orderId.toString();
    }
}
