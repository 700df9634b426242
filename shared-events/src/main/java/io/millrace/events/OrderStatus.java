package io.millrace.events;

/** Where an order stands. Later steps are added to these, never put in their place. */
public enum OrderStatus {
    ACCEPTED,
    CONFIRMED,
    CANCELLED;

    /** Whether the outcome of the order is decided and will not change. */
    public boolean isSettled() {
        return this != ACCEPTED;
    }
}
