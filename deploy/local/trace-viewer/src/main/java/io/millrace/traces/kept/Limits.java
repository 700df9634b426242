package io.millrace.traces.kept;

/**
 * How much is kept. Whichever limit is met first, the oldest traces go.
 *
 * @param traces more make it possible to look further back
 * @param spansPerTrace of a trace with more, the later ones are left out and counted: a stream of thousands of orders is one trace
 * @param bytes of all spans together, as they came and with what it takes to find them; about a third of the heap, for one trace
 *     is many times larger while it is written out
 */
public record Limits(int traces, int spansPerTrace, long bytes) {

    public static final Limits USUAL = new Limits(10_000, 2_000, 32L << 20);

    /** So that no one trace takes the place of all the others. */
    private static final int SHARE_OF_ONE_TRACE = 8;

    public Limits {
        if (traces < 1 || spansPerTrace < 1 || bytes < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    long bytesPerTrace() {
        return Math.max(1, bytes / SHARE_OF_ONE_TRACE);
    }
}
