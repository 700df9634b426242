package io.millrace.gateway.deadletters;

import io.millrace.pipeline.DeadLetterNews;
import io.millrace.pipeline.ParkedRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Brings what the log says of dead letters to the index, on the one thread that may tell it. */
final class DeadLetterFeed implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterFeed.class);

    /** Records between the Kafka thread and the index's; each may be as large as a record can be. */
    private static final int AHEAD = 16;

    private final ParkedRecords records;
    private final Scheduler thread;
    private final DeadLetterIndex index;
    private @Nullable Disposable running;

    DeadLetterFeed(ParkedRecords records, Scheduler thread, DeadLetterIndex index) {
        this.records = records;
        this.thread = thread;
        this.index = index;
    }

    @Override
    public synchronized void start() {
        running = records.news().publishOn(thread, AHEAD).subscribe(this::tell);
    }

    private void tell(DeadLetterNews news) {
        try {
            index.told(news);
        } catch (RuntimeException defect) {
            // One that we cannot take in must not keep those behind it from being known.
            log.error("A dead letter is not known of: {}", news, defect);
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
