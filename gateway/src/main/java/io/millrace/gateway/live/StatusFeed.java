package io.millrace.gateway.live;

import io.millrace.events.wire.Topic;
import io.millrace.pipeline.Pipelines;
import io.millrace.pipeline.Replay;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Brings every status record to the hub, and the hub its sense of time. Runs from before the server takes requests until after it has answered the last. */
final class StatusFeed implements SmartLifecycle {

    /** What heartbeats and further looks are rounded up to. */
    private static final long TICK_MILLIS = 500;

    /** Records between the Kafka thread and the hub's; beyond them the consumer is paused. */
    private static final int AHEAD = 256;

    private final Pipelines pipelines;
    private final Scheduler thread;
    private final StatusHub hub;
    private @Nullable Disposable running;

    StatusFeed(Pipelines pipelines, Scheduler thread, StatusHub hub) {
        this.pipelines = pipelines;
        this.thread = thread;
        this.hub = hub;
    }

    @Override
    public synchronized void start() {
        running = Disposables.composite(
                pipelines
                        .broadcast(Topic.ORDERS_STATUS)
                        // Told when it was new; now it is for the one group that could not handle it then.
                        .filter(record -> !Replay.isReplay(record))
                        .publishOn(thread, AHEAD)
                        .subscribe(hub::received),
                thread.schedulePeriodically(hub::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
