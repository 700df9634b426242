package io.millrace.order.intake;

import io.millrace.events.Event;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.TraceContext;
import io.millrace.order.OrderFlowApplication;
import io.millrace.order.settlement.Change;
import io.millrace.order.settlement.Deadline;
import io.millrace.order.settlement.Order;
import io.millrace.order.settlement.OrderFacts;
import io.millrace.tracing.Causes;
import io.millrace.tracing.Semconv;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the news of a batch changes of one order, and what is told because of it. */
record Step(News news, Change change) {

    static Step of(News news, Order known, Deadline deadline, Instant now) {
        OrderFacts told = known.facts().and(news.facts());
        OrderFacts missed = deadline.missed(told, news.heldSince(), now);
        return new Step(news, Change.of(known, news.facts().and(missed), now));
    }

    OrderId orderId() {
        return news.orderId();
    }

    /**
     * What is to be published; null when nothing is.
     *
     * @param causes the trace is told by that the order is settled, and why
     */
    @Nullable
    Event<?> outcome(Causes causes) {
        return change.after().version() == 0 ? ofAnOrderNobodyPlaced() : ofAnOrder(causes);
    }

    /**
     * Nothing for a fact that is new but changes no status.
     *
     * <p>A fact that was known already is a redelivery. The delivery before may have ended in a crash after its commit and before its outcome
     * was published, and nobody can tell any more: so the present status goes out again, under the id it had. Likewise when somebody asks.
     */
    private @Nullable Event<OrderStatusChanged> ofAnOrder(Causes causes) {
        Order order = change.after();
        boolean again = news.isAskedFor() || change.before().facts().knewAnyOf(news.facts());
        if (!change.isProgress() && !again) {
            return null;
        }
        TraceContext context = news.tellsNothing() ? order.context() : news.context();
        OrderStatusChanged told = order.asItStands();
        TraceContext place = change.isProgress() && order.isSettled() ? settled(told, context, causes) : context;
        return Event.of(OrderFlowApplication.SOURCE, order.standsSince(), place, told);
    }

    private static TraceContext settled(OrderStatusChanged order, TraceContext context, Causes causes) {
        String reason = order.reason() == null ? null : order.reason().name();
        return causes.tell(
                context, "settle", Semconv.ORDER_STATUS, order.status().name(), reason);
    }

    /** Told to those who ask, as often as they do. While it is not certain how the order would end, they are left to ask again. */
    private @Nullable Event<?> ofAnOrderNobodyPlaced() {
        Order order = change.after();
        return news.isAskedFor()
                ? order.abandonment()
                        .map(told -> Event.of(OrderFlowApplication.SOURCE, order.updatedAt(), news.context(), told))
                        .orElse(null)
                : null;
    }
}
