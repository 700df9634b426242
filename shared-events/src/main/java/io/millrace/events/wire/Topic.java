package io.millrace.events.wire;

import io.millrace.events.DeadLetterActed;
import io.millrace.events.Fact;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.OrderStatusRequested;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.StockAdjusted;

/** The topics, one for each kind of fact. Their records are keyed by {@link Fact#subject()}. */
public enum Topic {
    ORDERS_CREATED("orders.created", "millrace.order.created.v1"),
    ORDERS_CANCELLATION_REQUESTED("orders.cancellation-requested", "millrace.order.cancellation-requested.v1"),
    INVENTORY_ADJUSTED("inventory.adjusted", "millrace.inventory.adjusted.v1"),
    PAYMENTS_COMPLETED("payments.completed", "millrace.payment.completed.v1"),
    INVENTORY_RESERVED("inventory.reserved", "millrace.inventory.reserved.v1"),
    ORDERS_STATUS("orders.status", "millrace.order.status-changed.v1"),
    ORDERS_STATUS_REQUESTED("orders.status-requested", "millrace.order.status-requested.v1"),
    ORDERS_ABANDONED("orders.abandoned", "millrace.order.abandoned.v1"),
    DEAD_LETTERS_ACTED("dead-letters.acted", "millrace.dead-letter.acted.v1");

    /** What is put behind a topic's name to name its dead-letter topic; spring-kafka's habit, which operators' tools know. */
    public static final String DEAD_LETTER_SUFFIX = ".DLT";

    private final String baseName;
    private final String eventType;

    Topic(String baseName, String eventType) {
        this.baseName = baseName;
        this.eventType = eventType;
    }

    /** The topic on which a fact is published. */
    public static Topic of(Fact fact) {
        return switch (fact) {
            case OrderCreated created -> ORDERS_CREATED;
            case OrderCancellationRequested request -> ORDERS_CANCELLATION_REQUESTED;
            case StockAdjusted adjusted -> INVENTORY_ADJUSTED;
            case PaymentCompleted payment -> PAYMENTS_COMPLETED;
            case InventoryReserved inventory -> INVENTORY_RESERVED;
            case OrderStatusChanged status -> ORDERS_STATUS;
            case OrderStatusRequested request -> ORDERS_STATUS_REQUESTED;
            case OrderAbandoned abandoned -> ORDERS_ABANDONED;
            case DeadLetterActed acted -> DEAD_LETTERS_ACTED;
        };
    }

    /**
     * The topic of this name on the broker.
     *
     * @throws IllegalArgumentException when none of ours has it
     */
    public static Topic named(String name, String prefix) {
        for (Topic topic : values()) {
            if (topic.name(prefix).equals(name)) {
                return topic;
            }
        }
        throw new IllegalArgumentException("no topic of ours is called " + name);
    }

    /** The name without the configured prefix. */
    public String baseName() {
        return baseName;
    }

    /** The {@code ce_type} of the records on this topic. */
    public String eventType() {
        return eventType;
    }

    /**
     * The name on the broker.
     *
     * @param prefix put in front of the name; empty for none
     */
    public String name(String prefix) {
        return prefix + baseName;
    }

    /** The name on the broker of the topic that parks this topic's unprocessable records. */
    public String deadLetters(String prefix) {
        return name(prefix) + DEAD_LETTER_SUFFIX;
    }
}
