package io.millrace.events;

/** Something that happened and is never taken back. A fact is valid once constructed: constructors throw {@link InvalidFact}. */
public sealed interface Fact
        permits OrderCreated,
                OrderCancellationRequested,
                StockAdjusted,
                PaymentCompleted,
                InventoryReserved,
                OrderStatusChanged,
                OrderStatusRequested,
                OrderAbandoned,
                DeadLetterActed {

    /** What the fact is about, and the key of its record: an order id as text, a sku, or the id of a dead letter. Facts with one subject are handled in order. */
    String subject();
}
