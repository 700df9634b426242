package io.millrace.inventory.intake;

import io.millrace.events.Event;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.StockAdjusted;
import io.millrace.inventory.stock.Adjustment;
import io.millrace.inventory.stock.Settlement;
import io.millrace.inventory.stock.StockBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a batch.
 *
 * @param outcomes what the orders are told, in the order of their creation
 * @param warnings what an operator should know, once it is committed
 */
record BatchDecision(List<Event<?>> outcomes, List<String> warnings) {

    static final String SOURCE = "/millrace/inventory-flow";

    /** Decides the events on the book one after the other, each on what those before it left. */
    static BatchDecision of(List<Event<?>> events, StockBook book, Instant now) {
        BatchDecision decided = new BatchDecision(new ArrayList<>(), new ArrayList<>());
        for (Event<?> event : events) {
            switch (event.fact()) {
                case OrderCreated created -> decided.reserve(event, created, book, now);
                case OrderStatusChanged order -> decided.settle(order, book);
                case OrderAbandoned order -> decided.letGo(order, book);
                case StockAdjusted adjusted -> decided.adjust(event.id(), adjusted, book);
                default -> throw Unread.fact(event);
            }
        }
        return decided;
    }

    private void reserve(Event<?> event, OrderCreated created, StockBook book, Instant now) {
        book.reserve(created.orderId(), created.items())
                .ifPresent(outcome -> outcomes.add(Event.of(SOURCE, now, event.context(), outcome)));
    }

    private void settle(OrderStatusChanged order, StockBook book) {
        OrderId orderId = order.orderId();
        Settlement settlement = switch (order.status()) {
            case ACCEPTED -> Settlement.UNCHANGED;
            case CONFIRMED -> book.sell(orderId);
            case CANCELLED -> book.release(orderId);
        };
        note(settlement, orderId, order.status().name());
    }

    private void letGo(OrderAbandoned order, StockBook book) {
        note(book.release(order.orderId()), order.orderId(), "abandoned");
    }

    private void note(Settlement settlement, OrderId orderId, String end) {
        if (settlement == Settlement.CONTRADICTED) {
            warnings.add(
                    "order " + orderId + " is " + end + ", against what its reservation came to before; that stands");
        }
    }

    private void adjust(String id, StockAdjusted adjusted, StockBook book) {
        book.adjust(id, adjusted)
                .filter(adjustment -> !adjustment.applied())
                .map(BatchDecision::refusal)
                .ifPresent(warnings::add);
    }

    private static String refusal(Adjustment refused) {
        return "adjustment " + refused.id() + " of " + refused.sku() + " by "
                + refused.fact().delta() + " is refused: fewer pieces are available";
    }
}
