package io.millrace.events;

import org.jspecify.annotations.Nullable;

/**
 * Stock for the whole order is set aside, or for none of it.
 *
 * @param reason {@link CancellationReason#OUT_OF_STOCK} or {@link CancellationReason#UNKNOWN_SKU}; null exactly when {@code reserved}
 */
public record InventoryReserved(
        OrderId orderId, boolean reserved, @Nullable CancellationReason reason) implements Fact {

    public InventoryReserved {
        Rules.require(reserved == (reason == null), "a refused reservation has a reason, a granted one has none");
    }

    public static InventoryReserved reserved(OrderId orderId) {
        return new InventoryReserved(orderId, true, null);
    }

    public static InventoryReserved refused(OrderId orderId, CancellationReason reason) {
        return new InventoryReserved(orderId, false, reason);
    }

    @Override
    public String subject() {
        return orderId.toString();
    }
}
