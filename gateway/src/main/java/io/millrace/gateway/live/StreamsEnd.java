package io.millrace.gateway.live;

import org.springframework.context.SmartLifecycle;

/** Ends all streams before the server begins to stop: it waits for requests under way, and a stream is one that does not end by itself. */
final class StreamsEnd implements SmartLifecycle {

    private final StatusHub hub;
    private volatile boolean running;

    StreamsEnd(StatusHub hub) {
        this.hub = hub;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        hub.execute(() -> {
            hub.end();
            done.run();
        });
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The highest stops first; the server's graceful shutdown is some way below. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
