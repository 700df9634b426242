package io.millrace.pipeline;

import org.springframework.context.SmartLifecycle;

/** A running pipeline: starts with the application, drains when it stops. */
public interface Pipeline extends SmartLifecycle {

    /** Starts after the publisher it publishes with, and stops before it. */
    int PHASE = 0;

    @Override
    default int getPhase() {
        return PHASE;
    }
}
