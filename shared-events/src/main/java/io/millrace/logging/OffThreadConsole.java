package io.millrace.logging;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.util.concurrent.Queues;

/**
 * Writes lines to standard output on a thread of its own, as many at a time as have gathered. Whoever logs never waits, and wakes nobody:
 * the writing thread looks every {@link #LOOK}. What finds no room is dropped and counted; a quarter of the room is kept for warnings and errors.
 * Floods of equal lines are summed up; see {@link Repeats}.
 */
public final class OffThreadConsole extends UnsynchronizedAppenderBase<ILoggingEvent> {

    /** How much later a line appears, and how many of the last are lost when the process is killed. */
    private static final Duration LOOK = Duration.ofMillis(10);

    /** For what is left when the process stops; a console that takes nothing any more must not keep it from ending. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final int BYTES_AT_A_TIME = 64 * 1024;

    /** Bounded by {@link #waiting}. */
    private final Queue<ILoggingEvent> queue =
            Queues.<ILoggingEvent>unboundedMultiproducer().get();

    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final Repeats repeats = new Repeats();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(2 * BYTES_AT_A_TIME);
    private @Nullable Encoder<ILoggingEvent> encoder;
    private int capacity = 8192;
    private @Nullable Thread writer;

    /** Makes a line of an event, on the writing thread. */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /** @param capacity lines that wait to be written, at most, about 1 KB each; with fewer a slow console loses more of them */
    public void setCapacity(int capacity) {
        this.capacity = capacity;
    }

    /** Lines for which there was no room since the start. */
    public long dropped() {
        return dropped.sum();
    }

    /** Lines that were summed up since the start. */
    public long summedUp() {
        return repeats.summedUp();
    }

    @Override
    public void start() {
        if (encoder == null || capacity < 1) {
            addError("The console needs an encoder and room for a line");
            return;
        }
        super.start();
        writer = Thread.ofPlatform().daemon().name("log-writer").start(this::write);
    }

    /** Writes what is left, for at most {@link #FAREWELL}. */
    @Override
    public void stop() {
        super.stop();
        Thread ending = writer;
        writer = null;
        if (ending != null) {
            LockSupport.unpark(ending);
            try {
                ending.join(FAREWELL);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!repeats.passes(event)) {
            return;
        }
        event.prepareForDeferredProcessing(); // before it takes a place: whatever arguments throw, the place would
        // be lost
        int room = event.getLevel().isGreaterOrEqual(Level.WARN) ? capacity : capacity - capacity / 4;
        if (waiting.incrementAndGet() > room) {
            waiting.decrementAndGet();
            dropped.increment();
            return;
        }
        queue.add(event);
    }

    private void write() {
        boolean last = false;
        while (!last) {
            last = !isStarted(); // before the queue is read: what was taken before the end is written
            boolean idle = !writeWhatWaits();
            repeats.due(System.nanoTime(), last).forEach(this::writeLine);
            flush();
            if (idle && !last) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private boolean writeWhatWaits() {
        boolean any = false;
        for (ILoggingEvent event = queue.poll(); event != null; event = queue.poll()) {
            any = true;
            waiting.decrementAndGet();
            writeLine(event);
        }
        return any;
    }

    private void writeLine(ILoggingEvent event) {
        try {
            lines.writeBytes(requireNonNull(encoder).encode(event));
        } catch (RuntimeException unfit) {
            // One line that cannot be formatted must not end the thread that writes all others.
            dropped.increment();
            addError("A line of " + event.getLoggerName() + " could not be formatted", unfit);
        }
        if (lines.size() >= BYTES_AT_A_TIME) {
            flush();
        }
    }

    private void flush() {
        if (lines.size() > 0) {
            System.out.write(lines.toByteArray(), 0, lines.size());
            System.out.flush();
            lines.reset();
        }
    }
}
