package io.millrace.events;

import java.time.Instant;
import java.util.List;

/**
 * A customer placed an order, and the gateway took it in.
 *
 * @param totalCents the gateway's sum over {@code items}, in hundredths of the currency
 * @param placedAt when the gateway took the order in; the deadline of the order counts from here
 */
public record OrderCreated(
        OrderId orderId, String customerId, String currency, List<OrderLine> items, long totalCents, Instant placedAt)
        implements Fact {

    public OrderCreated {
        Rules.identifier("customerId", customerId);
        Rules.currency(currency);
        items = List.copyOf(items);
        Rules.require(!items.isEmpty() && items.size() <= Rules.MAX_ITEMS, "an order has 1 to 100 items");
        Rules.require(totalCents == Rules.totalCents(items), "totalCents must be the sum of its items");
    }

    @Override
    public String subject() {
        return orderId.toString();
    }

    /** Whether both say the same but for the moment they were said: what an idempotency key promises. */
    public boolean sameOrderAs(OrderCreated other) {
        return orderId.equals(other.orderId)
                && customerId.equals(other.customerId)
                && currency.equals(other.currency)
                && items.equals(other.items);
    }
}
