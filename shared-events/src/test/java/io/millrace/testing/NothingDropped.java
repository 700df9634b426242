package io.millrace.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Hooks;

/**
 * Fails a test during which Reactor dropped an error: one that came when nobody could be told any more. In production it is a line of a log; here
 * it is a defect. Registers itself for every test, see {@code META-INF/services} and {@code junit-platform.properties}.
 */
public final class NothingDropped implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Queue<Throwable> DROPPED = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        // Hooks add up: set once more, an error would be seen once more.
        Hooks.resetOnErrorDropped();
        Hooks.onErrorDropped(DROPPED::add);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        failIfAnyWasDropped("during the test");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        failIfAnyWasDropped("after the last test");
    }

    /** Takes what was dropped so far, for a test that means to drop it. */
    public static Queue<Throwable> taken() {
        Queue<Throwable> taken = new ConcurrentLinkedQueue<>();
        for (Throwable error = DROPPED.poll(); error != null; error = DROPPED.poll()) {
            taken.add(error);
        }
        return taken;
    }

    private static void failIfAnyWasDropped(String when) {
        Queue<Throwable> dropped = taken();
        if (!dropped.isEmpty()) {
            AssertionError failure = new AssertionError("Reactor dropped " + dropped.size() + " errors " + when);
            dropped.forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
