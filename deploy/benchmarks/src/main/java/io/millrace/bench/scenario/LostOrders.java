package io.millrace.bench.scenario;

/** What was measured is worth nothing: orders were accepted and not settled, or settled otherwise than they are told to be. */
public final class LostOrders extends RuntimeException {

    private static final long serialVersionUID = 1;

    LostOrders(String message) {
        super(message);
    }
}
