package io.millrace.gateway.live;

import io.millrace.events.wire.Topic;
import io.millrace.pipeline.Pipelines;
import io.millrace.pipeline.Replay;
import io.millrace.tracing.RecordSpans;
import io.millrace.tracing.Semconv;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    private final RecordSpans spans;
    private @Nullable Disposable running;

    StatusFeed(Pipelines pipelines, Scheduler thread, StatusHub hub, RecordSpans spans) {
        this.pipelines = pipelines;
        this.thread = thread;
        this.hub = hub;
        this.spans = spans;
    }

    @Override
    public synchronized void start() {
        running = Disposables.composite(
                pipelines
                        .broadcast(Topic.ORDERS_STATUS)
                        // Told when it was new; now it is for the one group that could not handle it then.
                        .filter(record -> !Replay.isReplay(record))
                        .publishOn(thread, AHEAD)
                        .subscribe(this::tell),
                thread.schedulePeriodically(hub::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        Span span = spans.processingUnread(record, null);
        int subscribers = hub.received(record);
        if (span.isRecording()) {
            span.addEvent("told", Attributes.of(Semconv.SUBSCRIBERS, (long) subscribers));
            span.end();
        }
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
