package io.millrace.inventory.intake;

import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
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
 * @param news those of the outcomes that were decided just now, and not before
 * @param warnings what an operator should know, once it is committed
 * @param released the ends that gave stock back
 */
record BatchDecision(
        List<Event<?>> outcomes, List<Event<InventoryReserved>> news, List<Warning> warnings, List<Event<?>> released) {

    static final String SOURCE = "/millrace/inventory-flow";

    /** @param cause the event that could not be followed */
    record Warning(Event<?> cause, String text) {}

    /** Decides the events on the book one after the other, each on what those before it left. */
    static BatchDecision of(List<Event<?>> events, StockBook book, Instant now) {
        var decided = new BatchDecision(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Event<?> event : events) {
            switch (event.fact()) {
                case OrderCreated created -> decided.reserve(event, created, book, now);
                case OrderStatusChanged order -> decided.settle(event, order, book);
                case OrderAbandoned order -> decided.letGo(event, order, book);
                case StockAdjusted adjusted -> decided.adjust(event, adjusted, book);
                default -> throw Unread.fact(event);
            }
        }
        return decided;
    }

    private void reserve(Event<?> event, OrderCreated created, StockBook book, Instant now) {
        boolean decidedBefore = book.knows(created.orderId());
        book.reserve(created.orderId(), created.items()).ifPresent(answer -> {
            Event<InventoryReserved> outcome = Event.of(SOURCE, now, event.context(), answer);
            outcomes.add(outcome);
            if (!decidedBefore) {
                news.add(outcome);
            }
        });
    }

    private void settle(Event<?> event, OrderStatusChanged order, StockBook book) {
        OrderId orderId = order.orderId();
        Settlement settlement = switch (order.status()) {
            case ACCEPTED -> Settlement.UNCHANGED;
            case CONFIRMED -> book.sell(orderId);
            case CANCELLED -> release(event, orderId, book);
        };
        note(event, settlement, orderId, order.status().name());
    }

    private void letGo(Event<?> event, OrderAbandoned order, StockBook book) {
        note(event, release(event, order.orderId(), book), order.orderId(), "abandoned");
    }

    private Settlement release(Event<?> event, OrderId orderId, StockBook book) {
        Settlement settlement = book.release(orderId);
        if (settlement == Settlement.SETTLED) {
            released.add(event);
        }
        return settlement;
    }

    private void note(Event<?> event, Settlement settlement, OrderId orderId, String end) {
        if (settlement == Settlement.CONTRADICTED) {
            warnings.add(new Warning(
                    event,
                    "order " + orderId + " is " + end + ", against what its reservation came to before; that stands"));
        }
    }

    private void adjust(Event<?> event, StockAdjusted adjusted, StockBook book) {
        book.adjust(event.id(), adjusted)
                .filter(adjustment -> !adjustment.applied())
                .map(refused -> new Warning(event, refusal(refused)))
                .ifPresent(warnings::add);
    }

    private static String refusal(Adjustment refused) {
        return "adjustment " + refused.id() + " of " + refused.sku() + " by "
                + refused.fact().delta() + " is refused: fewer pieces are available";
    }
}
