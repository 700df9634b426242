package io.millrace.inventory.stock;

/** What the end of an order meant for its reservation. */
public enum Settlement {
    /** It was sold, released, or marked as cancelled. */
    SETTLED,
    /** It had come to this end before, or had nothing to give back. */
    UNCHANGED,
    /** It had come to the other end before, which stands. An order ends once: somebody is wrong. */
    CONTRADICTED
}
