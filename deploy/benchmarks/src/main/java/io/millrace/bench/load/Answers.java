package io.millrace.bench.load;

/** Hears of each answer. Called by the thread that reads, which it must not hold up. */
@FunctionalInterface
public interface Answers {

    /** @param due when the request was to be sent, by {@link System#nanoTime} */
    void answered(Reply reply, long due);
}
