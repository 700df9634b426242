package io.millrace.acceptance.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some orders of a list, and where the next ones begin. */
public record Page(List<OrderView> orders, @Nullable String next) {

    public List<String> ids() {
        return orders.stream().map(OrderView::orderId).toList();
    }
}
