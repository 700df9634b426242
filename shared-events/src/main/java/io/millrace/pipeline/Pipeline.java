package io.millrace.pipeline;

import java.util.Optional;
import org.springframework.context.SmartLifecycle;

/** A running pipeline: starts with the application, drains when it stops. */
public interface Pipeline extends SmartLifecycle {

    /** Starts after the publisher it publishes with, and stops before it. */
    int PHASE = 0;

    @Override
    default int getPhase() {
        return PHASE;
    }

    /** The consumer group, which is the name of the flow. */
    String group();

    /** What it waits for, as operators call it, such as {@code postgres}; empty while all is well. */
    Optional<String> waitsFor();

    /** Whether it has ended without being stopped. It will not come back: the process has to. */
    boolean isDead();
}
