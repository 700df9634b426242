package io.millrace.gateway.intake;

import io.millrace.events.OrderLine;
import java.util.List;

/**
 * An order as a customer wrote it, found good, with no id yet. Two are equal when the customer asks for the same.
 *
 * @param totalCents the sum over {@code items}
 */
public record OrderDraft(String customerId, String currency, List<OrderLine> items, long totalCents) {

    public OrderDraft {
        items = List.copyOf(items);
    }
}
