package io.millrace.order.intake;

import io.millrace.events.Event;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.order.OrderFlowApplication;
import io.millrace.order.settlement.Change;
import io.millrace.order.settlement.Order;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the news of a batch changes of one order, and what is told because of it. */
record Step(News news, Change change) {

    static Step of(News news, Order known, Instant now) {
        return new Step(news, Change.of(known, news.facts(), now));
    }

    OrderId orderId() {
        return news.orderId();
    }

    /**
     * What is to be published; null for a fact that is new but changes no status.
     *
     * <p>A fact that was known already is a redelivery. The delivery before may have ended in a crash after its commit and before its outcome
     * was published, and nobody can tell any more: so the present status goes out again, under the id it had.
     */
    @Nullable
    Event<OrderStatusChanged> outcome() {
        Order order = change.after();
        boolean again = order.version() > 0 && change.before().facts().knewAnyOf(news.facts());
        return change.isProgress() || again
                ? Event.of(OrderFlowApplication.SOURCE, order.standsSince(), news.context(), order.asItStands())
                : null;
    }
}
