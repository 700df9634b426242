package io.millrace.order.query;

import io.millrace.events.InvalidFact;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatus;
import io.millrace.events.Rules;
import io.millrace.order.store.OrderSearch;
import io.millrace.order.store.Position;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Questions as they stand in requests. An empty parameter is one not given. All throw {@link Nonsense} for what cannot be asked. */
final class Questions {

    static final int USUAL_LIMIT = 20;
    static final int MAX_LIMIT = 100;

    private Questions() {}

    static OrderId orderId(ServerRequest request) {
        try {
            return OrderId.parse(request.pathVariable("id"));
        } catch (InvalidFact malformed) {
            throw new Nonsense("not an order id", malformed);
        }
    }

    static OrderSearch search(ServerRequest request) {
        return new OrderSearch(customerId(request), status(request), limit(request), after(request));
    }

    private static @Nullable String customerId(ServerRequest request) {
        String customerId = parameter(request, "customerId");
        if (customerId != null && !Rules.isIdentifier(customerId)) {
            throw new Nonsense("not a customer id");
        }
        return customerId;
    }

    private static @Nullable OrderStatus status(ServerRequest request) {
        String status = parameter(request, "status");
        try {
            return status == null ? null : OrderStatus.valueOf(status);
        } catch (IllegalArgumentException unknown) {
            throw new Nonsense("not a status", unknown);
        }
    }

    /** Who asks for more than fits a page gets a full page, and the cursor to the rest. */
    private static int limit(ServerRequest request) {
        String limit = parameter(request, "limit");
        if (limit == null) {
            return USUAL_LIMIT;
        }
        if (!limit.matches("[1-9][0-9]{0,8}")) {
            throw new Nonsense("not a limit");
        }
        return Math.min(Integer.parseInt(limit), MAX_LIMIT);
    }

    private static @Nullable Position after(ServerRequest request) {
        String cursor = parameter(request, "after");
        return cursor == null ? null : Cursor.parse(cursor);
    }

    private static @Nullable String parameter(ServerRequest request, String name) {
        String value = request.queryParam(name).orElse("");
        return value.isEmpty() ? null : value;
    }
}
