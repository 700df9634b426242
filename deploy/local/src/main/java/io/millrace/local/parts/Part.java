package io.millrace.local.parts;

import io.millrace.local.process.Launch;
import io.millrace.local.process.OsProcess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One part of the system, from before it is started until it is healthy. The methods are called in the order they stand in. */
public interface Part {

    PartName name();

    int port();

    /** Where health and metrics are, of a part that has a port of its own for them. */
    default @Nullable Integer managementPort() {
        return null;
    }

    String url();

    /** What must be healthy before this part is even prepared. */
    default Set<PartName> needs() {
        return Set.of();
    }

    /** All that has to be done before it can start and that may take long; says what it is doing. */
    default void prepare(Progress progress) throws InterruptedException {}

    Launch launch();

    /** Asked again and again until it is true; does not wait by itself for longer than a second. */
    boolean isHealthy(OsProcess process);

    /** What is left to do once it is healthy, before anyone else may use it. */
    default void complete() {}
}
