package io.millrace.acceptance;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Tells what is going on, and tells it again every two seconds while that lasts. */
public final class Narrator implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final PrintStream out;
    private final Supplier<String> figures;
    private final Instant start = Instant.now();
    private final Thread ticking;
    private volatile String what = "";

    /** @param figures what stands behind each line that is told again */
    public Narrator(PrintStream out, Supplier<String> figures) {
        this.out = out;
        this.figures = figures;
        ticking = Thread.ofVirtual().name("narrator").start(this::tick);
    }

    public void say(String now) {
        what = now;
        print(now);
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                print("… " + what + " (" + figures.get() + ")");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(String line) {
        out.printf("  %6.1f s  %s%n", Duration.between(start, Instant.now()).toMillis() / 1_000.0, line);
        out.flush();
    }

    @Override
    public void close() {
        ticking.interrupt();
    }
}
