package io.millrace.events;

/** Why an order ended as {@link OrderStatus#CANCELLED}. */
public enum CancellationReason {
    PAYMENT_DECLINED,
    OUT_OF_STOCK,
    UNKNOWN_SKU,
    TIMED_OUT,
    CUSTOMER_CANCELLED
}
