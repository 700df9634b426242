package io.millrace.acceptance.books;

import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.running.RunningSystem;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** After each test: every order ever placed is settled, and stock and payments agree with the log, to the piece and to the cent. */
public final class Audit implements BeforeEachCallback, AfterEachCallback {

    /** Captures, voids, sales and releases follow a settled order in their own time, and a provider that was down needs finding again. */
    private static final Duration QUIET = Duration.ofSeconds(60);

    @Override
    public void beforeEach(ExtensionContext context) {
        books(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            return; // One failure is told once; whether the books recover, the next test says.
        }
        Books books = books(context);
        await("balanced books")
                .atMost(QUIET)
                .pollDelay(Duration.ZERO)
                .pollInSameThread()
                .untilAsserted(books::balance);
    }

    private static Books books(ExtensionContext context) {
        Millrace millrace = RunningSystem.millrace(context);
        return context.getRoot()
                .getStore(Namespace.create(Audit.class))
                .computeIfAbsent("books", key -> new Books(millrace), Books.class);
    }
}
