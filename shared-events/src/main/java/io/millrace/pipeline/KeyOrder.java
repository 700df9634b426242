package io.millrace.pipeline;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

/**
 * Turns a stream of items into batches that form themselves: a batch is emitted as soon as downstream asks for one, anything is free to go, and no
 * other is in work; what arrives meanwhile makes up the next. No timer. Beside a batch in work another one goes only if it is large, since two small
 * ones cost twice as much as one of both; see {@link RightOfWay}. Items of one key keep their order; see {@link Lanes}.
 *
 * <p>At most {@code maxInFlight} items are inside at a time, counted from their arrival until they are {@link #settled}: upstream is asked
 * for no more than that, which is what stops the polling when handlers are slow.
 *
 * <p>All state is confined to a drain loop that whichever thread comes first runs on behalf of the others; nobody waits. For one
 * subscriber.
 *
 * @param <T> the items
 */
final class KeyOrder<T> extends Flux<List<T>> implements CoreSubscriber<T>, Subscription {

    @SuppressWarnings("rawtypes")
    private static final AtomicLongFieldUpdater<KeyOrder> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(KeyOrder.class, "requested");

    private final Flux<T> upstream;
    private final Lanes<T> lanes;
    private final int minBeside;
    private final int maxInFlight;

    /** Bounded by what is in flight: an item causes a handful of signals in its life. */
    private final Queue<Runnable> signals =
            Queues.<Runnable>unboundedMultiproducer().get();

    private final AtomicInteger waitingSignals = new AtomicInteger();
    private volatile long requested;
    private volatile boolean cancelled;

    /** Written by the drain loop only; others may look. */
    private volatile int inFlight;

    private final RightOfWay rightOfWay = new RightOfWay(() -> signal(() -> {}));

    // Below: touched by the drain loop only, once subscribed.
    private boolean closed;
    private @Nullable CoreSubscriber<? super List<T>> downstream;
    private @Nullable Subscription subscription;
    private boolean upstreamEnded;
    private @Nullable Throwable error;

    /** @param minBeside keys that are free to go before a batch goes beside one in work; with 1, batches go as they are asked for */
    KeyOrder(
            Flux<T> upstream,
            Function<T, Object> key,
            Predicate<T> alone,
            int maxBatch,
            int minBeside,
            int maxInFlight) {
        this.upstream = upstream;
        this.lanes = new Lanes<>(key, alone, maxBatch);
        this.minBeside = minBeside;
        this.maxInFlight = maxInFlight;
    }

    @Override
    public void subscribe(CoreSubscriber<? super List<T>> subscriber) {
        downstream = subscriber;
        upstream.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription upstreamSubscription) {
        subscription = upstreamSubscription;
        CoreSubscriber<? super List<T>> subscriber = downstream;
        if (subscriber != null) {
            subscriber.onSubscribe(this);
        }
        upstreamSubscription.request(maxInFlight);
    }

    @Override
    public void onNext(T item) {
        signal(() -> {
            inFlight = inFlight + 1;
            lanes.add(item);
        });
    }

    @Override
    public void onError(Throwable failure) {
        signal(() -> {
            error = failure;
            upstreamEnded = true;
        });
    }

    @Override
    public void onComplete() {
        signal(() -> upstreamEnded = true);
    }

    @Override
    public void request(long batches) {
        Operators.addCap(REQUESTED, this, batches);
        signal(() -> {});
    }

    @Override
    public void cancel() {
        cancelled = true;
        Subscription upstreamSubscription = subscription;
        if (upstreamSubscription != null) {
            upstreamSubscription.cancel();
        }
    }

    /** These items, of one batch, need no more work: others of their keys may go, and as many new ones may come in. */
    void settled(List<T> items) {
        signal(() -> {
            lanes.settled(items);
            leave(items.size());
        });
    }

    /** These items, all of one key and taken in one batch, will be tried again: they go back in front, and their key waits for {@link #resume}. */
    void putBack(List<T> items) {
        signal(() -> lanes.putBack(items));
    }

    /** The key of this item, which was put back, need not wait any longer. */
    void resume(T item) {
        signal(() -> lanes.resume(item));
    }

    /** All that had to be done for this batch is done; small ones need not wait for it any longer. */
    void ended(List<T> batch) {
        if (minBeside > 1) {
            signal(() -> rightOfWay.ended(batch));
        }
    }

    /**
     * Emits no more batches, once this has completed. What is in work can still be settled; what waits is left to whoever is assigned next.
     */
    Mono<Void> close() {
        return Mono.create(caller -> signal(() -> {
            closed = true;
            caller.success();
        }));
    }

    /** Items that have arrived and are not settled. */
    int inFlight() {
        return inFlight;
    }

    private boolean mayGo() {
        int ready = lanes.ready();
        return ready >= minBeside || ready > 0 && rightOfWay.isFree();
    }

    private void leave(int items) {
        inFlight = inFlight - items;
        Subscription upstreamSubscription = subscription;
        if (upstreamSubscription != null && !closed && items > 0) {
            upstreamSubscription.request(items);
        }
    }

    private void signal(Runnable change) {
        signals.add(change);
        if (waitingSignals.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        int handled = 1;
        while (handled != 0) {
            for (Runnable change = signals.poll(); change != null; change = signals.poll()) {
                change.run();
            }
            emit();
            handled = waitingSignals.addAndGet(-handled);
        }
    }

    private void emit() {
        CoreSubscriber<? super List<T>> subscriber = downstream;
        if (cancelled || subscriber == null) {
            return;
        }
        while (!closed && requested > 0 && mayGo()) {
            List<T> batch = lanes.take();
            if (batch.isEmpty()) {
                break;
            }
            Operators.produced(REQUESTED, this, 1);
            rightOfWay.began(batch);
            subscriber.onNext(batch);
        }
        if (upstreamEnded && (error != null || inFlight == 0)) {
            cancelled = true;
            if (error != null) {
                subscriber.onError(error);
            } else {
                subscriber.onComplete();
            }
        }
    }
}
