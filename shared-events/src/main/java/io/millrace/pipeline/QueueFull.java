package io.millrace.pipeline;

/** The bounded queue before the producer has no room: the broker takes less than we are given. Nothing was published. */
public final class QueueFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QueueFull(int capacity) {
        // Thrown under overload, where a stack trace would cost more than the request it refuses.
        super("all " + capacity + " places of the publisher's queue are taken", null, false, false);
    }
}
