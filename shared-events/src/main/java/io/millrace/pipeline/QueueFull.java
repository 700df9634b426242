package io.millrace.pipeline;

/** A bounded queue has no room: whoever takes from it is slower than we are. Nothing was published, nothing was asked. */
public final class QueueFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String dependency;

    /** The publisher's queue before the broker. */
    public QueueFull(int capacity) {
        this(Failure.KAFKA, capacity);
    }

    /** @param dependency what the queue is before, as operators call it */
    QueueFull(String dependency, int capacity) {
        // Thrown under overload, where a stack trace would cost more than the request it refuses.
        super("all " + capacity + " places of the queue before " + dependency + " are taken", null, false, false);
        this.dependency = dependency;
    }

    String dependency() {
        return dependency;
    }
}
