package io.millrace.gateway.orders;

import io.millrace.gateway.intake.Lines;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * Lines in, answers out, in the order of the lines. A fixed number of lines is in work at a time; no chunk of the body is asked for before all
 * lines of the one before are in work, so that slow answers, or a client slow to read them, slow the reading of the socket.
 *
 * <p>Answers leave in batches that form themselves: whatever is ready when the worker gets round to it goes out as one buffer. A lone answer
 * goes out at once, a burst of acknowledgements costs one write.
 *
 * <p>Everything happens on one worker, one pass after the other. Other threads only leave a chunk, an answer, a demand or an end, and ring
 * the bell; that is why the fields need no locks, but those that others write are volatile. A pass is bounded, so that streams share their
 * threads fairly. Written by hand since an operator a line would cost more than the line.
 */
final class AnsweredLines extends Flux<DataBuffer> {

    /** Answers one line. What it is given is valid during the call only. */
    @FunctionalInterface
    interface Answering {

        /** @return the answer, with its newline; never an error, since no line may spoil another */
        Mono<byte[]> answer(Lines line);
    }

    /** Answers that wait for a client to read them; no more lines are answered beyond. */
    private static final int MAX_UNREAD = 64 * 1024;

    private final Flux<DataBuffer> body;
    private final int maxLine;
    private final int maxInWork;
    private final Answering answering;
    private final DataBufferFactory buffers;
    private final Scheduler scheduler;

    AnsweredLines(
            Flux<DataBuffer> body,
            int maxLine,
            int maxInWork,
            Answering answering,
            DataBufferFactory buffers,
            Scheduler scheduler) {
        this.body = body;
        this.maxLine = maxLine;
        this.maxInWork = maxInWork;
        this.answering = answering;
        this.buffers = buffers;
        this.scheduler = scheduler;
    }

    @Override
    public void subscribe(CoreSubscriber<? super DataBuffer> client) {
        Exchange exchange = new Exchange(client);
        client.onSubscribe(exchange);
        body.subscribe(exchange.intake);
    }

    private final class Exchange implements Subscription, Runnable {

        private final CoreSubscriber<? super DataBuffer> client;
        private final Intake intake = new Intake(this);
        private final Scheduler.Worker worker = scheduler.createWorker();
        private final AtomicInteger bell = new AtomicInteger();
        private final AtomicLong demand = new AtomicLong();
        private final Lines lines = new Lines(maxLine);
        /** A ring: lines {@link #oldest} (included) to {@link #next} (excluded) are in work. */
        private final Place[] places = new Place[maxInWork];

        private final ByteArrayOutputStream ready = new ByteArrayOutputStream(1024);
        private long oldest;
        private long next;
        private boolean allTaken;
        private volatile boolean cancelled;
        private volatile @Nullable Throwable failure;

        Exchange(CoreSubscriber<? super DataBuffer> client) {
            this.client = client;
        }

        /** Sees to it that a pass follows. Once all is over the bell is never reset, so that nobody calls on a worker that is gone. */
        void ring() {
            if (bell.getAndIncrement() == 0) {
                worker.schedule(this);
            }
        }

        void fail(Throwable error) {
            failure = error;
            ring();
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                demand.accumulateAndGet(n, Operators::addCap);
                ring();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            intake.cancel();
            ring();
        }

        @Override
        public void run() {
            int rung = bell.get();
            if (passOrFail()) {
                intake.close();
                worker.dispose();
            } else if (bell.addAndGet(-rung) != 0) {
                worker.schedule(this);
            }
        }

        private boolean passOrFail() {
            try {
                return pass();
            } catch (RuntimeException fault) {
                // Ours. Without this the client would wait for ever.
                intake.cancel();
                client.onError(fault);
                return true;
            }
        }

        /** Does what can be done now; whether that was the last of it. */
        private boolean pass() {
            if (cancelled) {
                // Lines in work are orders on their way: they go on, and nobody hears of them.
                return true;
            }
            Throwable error = failure;
            if (error != null) {
                intake.cancel();
                client.onError(error);
                return true;
            }
            do {
                gatherAnswers();
            } while (sendAnswers());
            takeLines();
            if (allTaken && oldest == next && ready.size() == 0) {
                client.onComplete();
                return true;
            }
            return false;
        }

        private void gatherAnswers() {
            while (oldest < next && ready.size() < MAX_UNREAD) {
                byte[] answer = places[place(oldest)].answer;
                if (answer == null) {
                    return;
                }
                ready.writeBytes(answer);
                oldest++;
            }
        }

        private boolean sendAnswers() {
            if (ready.size() == 0 || demand.get() == 0) {
                return false;
            }
            demand.updateAndGet(n -> n == Long.MAX_VALUE ? n : n - 1);
            DataBuffer batch = buffers.wrap(ready.toByteArray());
            ready.reset();
            client.onNext(batch);
            return true;
        }

        private void takeLines() {
            while (next - oldest < maxInWork) {
                if (lines.next()) {
                    Place place = new Place(this);
                    places[place(next++)] = place;
                    answering.answer(lines).subscribe(place);
                } else if (!refill()) {
                    return;
                }
            }
        }

        /** Whether there may be another line now. */
        private boolean refill() {
            boolean ended = intake.ended;
            DataBuffer chunk = intake.take();
            if (chunk != null) {
                int length = chunk.readableByteCount();
                lines.add(length, (target, offset) -> chunk.read(target, offset, length));
                DataBufferUtils.release(chunk);
                intake.request(1);
                return true;
            }
            if (ended && !lines.isEnded()) {
                lines.end();
                return true;
            }
            allTaken = ended;
            return false;
        }

        private int place(long line) {
            return (int) (line % maxInWork);
        }
    }

    /** The body: one chunk waits here while the one before is in work. */
    private static final class Intake extends BaseSubscriber<DataBuffer> {

        private final Exchange exchange;
        private final AtomicReference<@Nullable DataBuffer> chunk = new AtomicReference<>();
        private volatile boolean ended;
        private volatile boolean closed;

        Intake(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        protected void hookOnNext(DataBuffer value) {
            chunk.set(value);
            if (closed) {
                drop();
            }
            exchange.ring();
        }

        @Override
        protected void hookOnComplete() {
            ended = true;
            exchange.ring();
        }

        @Override
        protected void hookOnError(Throwable error) {
            exchange.fail(error);
        }

        @Nullable
        DataBuffer take() {
            return chunk.getAndSet(null);
        }

        /** What comes now, comes too late. */
        void close() {
            closed = true;
            drop();
        }

        private void drop() {
            DataBuffer dropped = take();
            if (dropped != null) {
                DataBufferUtils.release(dropped);
            }
        }
    }

    /** Where the answer to one line is laid. */
    private static final class Place implements CoreSubscriber<byte[]> {

        private final Exchange exchange;
        private volatile byte @Nullable [] answer;

        Place(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(byte[] value) {
            answer = value;
            exchange.ring();
        }

        @Override
        public void onError(Throwable error) {
            exchange.fail(error);
        }

        @Override
        public void onComplete() {
            if (answer == null) {
                exchange.fail(new IllegalStateException("a line was left without an answer"));
            }
        }
    }
}
