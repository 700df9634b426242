package io.millrace.inventory.store;

/**
 * Another batch wrote rows on which this one decided, in between. Nothing of this batch is kept; decided again, it finds what the other wrote.
 */
public final class Overtaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Overtaken(String message) {
        super(message);
    }

    Overtaken(String rows, long written, int decided) {
        this("wrote " + written + " of " + decided + " " + rows + ": another batch has decided the rest");
    }
}
