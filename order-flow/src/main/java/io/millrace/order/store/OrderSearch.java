package io.millrace.order.store;

import io.millrace.events.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to list, newest first.
 *
 * @param customerId null for the orders of all customers
 * @param status null for orders of any status
 * @param limit at least 1
 * @param after where the page before ended; null for the first page
 */
public record OrderSearch(
        @Nullable String customerId,
        @Nullable OrderStatus status,
        int limit,
        @Nullable Position after) {

    /** The same, with one order more: whether there is a next page shows in whether that one is found. */
    public OrderSearch withOneMore() {
        return new OrderSearch(customerId, status, limit + 1, after);
    }
}
