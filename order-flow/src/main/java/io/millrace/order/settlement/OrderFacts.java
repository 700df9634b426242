package io.millrace.order.settlement;

import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderStatusChanged.Inventory;
import io.millrace.events.OrderStatusChanged.Payment;
import io.millrace.events.OrderStatusRequested;
import io.millrace.events.PaymentCompleted;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one order. Each fact is set once: of two that contradict each other, such as an order created twice by one idempotency
 * key on two gateways, the first known stays and the second counts as a duplicate.
 *
 * <p>So facts can come in any order and any number of times, before the order itself too: what is known in the end is the same.
 *
 * @param cancellation why the order was asked to end; null when nobody asked
 */
public record OrderFacts(
        @Nullable Placement placement,
        @Nullable Payment payment,
        @Nullable Inventory inventory,
        @Nullable CancellationReason cancellation) {

    public static final OrderFacts NONE = new OrderFacts(null, null, null, null);

    /** The one fact an event tells; a question tells none. */
    public static OrderFacts of(Event<?> event) {
        return switch (event.fact()) {
            case OrderCreated created -> new OrderFacts(Placement.of(created, event.context()), null, null, null);
            case PaymentCompleted payment ->
                new OrderFacts(null, new Payment(payment.approved(), payment.reason()), null, null);
            case InventoryReserved inventory ->
                new OrderFacts(null, null, new Inventory(inventory.reserved(), inventory.reason()), null);
            case OrderCancellationRequested request -> new OrderFacts(null, null, null, request.reason());
            case OrderStatusRequested question -> NONE;
            default -> throw new IllegalArgumentException(event.id() + " does not tell what becomes of an order");
        };
    }

    /** These facts and those that came later; equal to these when the later ones tell nothing new. */
    public OrderFacts and(OrderFacts later) {
        return new OrderFacts(
                first(placement, later.placement),
                first(payment, later.payment),
                first(inventory, later.inventory),
                first(cancellation, later.cancellation));
    }

    /** Whether at least one of the other facts was known already, as it is after a redelivery. */
    public boolean knewAnyOf(OrderFacts others) {
        return placement != null && others.placement != null
                || payment != null && others.payment != null
                || inventory != null && others.inventory != null
                || cancellation != null && others.cancellation != null;
    }

    private static <T> @Nullable T first(@Nullable T known, @Nullable T later) {
        return known != null ? known : later;
    }
}
