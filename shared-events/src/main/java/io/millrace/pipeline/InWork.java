package io.millrace.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/**
 * Does the work of each item, some at a time, and asks for another whenever one is done. As {@code flatMap}, which looks through all that is
 * under way whenever something of it ends: with a thousand events in work that was a seventh of payment-flow's processor time.
 *
 * <p>{@link #dispose} is for as long as items come: work that is still under way when there are no more of them goes on.
 *
 * @param <T> the items
 */
final class InWork<T> extends BaseSubscriber<T> {

    private final int concurrency;
    private final Function<T, Mono<Void>> work;
    private final Consumer<Throwable> failed;
    private final Runnable ended;
    private final Set<One> underWay = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean hasFailed = new AtomicBoolean();

    /** Items whose work has not ended, and one for as long as more may come. */
    private final AtomicInteger open = new AtomicInteger(1);

    /**
     * @param concurrency items in work at a time, at most
     * @param work an error of which ends everything
     * @param failed told once, when the items or the work of one end in an error; nothing more is taken or done then
     * @param ended told once, when there are no more items and the work of all is done
     */
    InWork(int concurrency, Function<T, Mono<Void>> work, Consumer<Throwable> failed, Runnable ended) {
        this.concurrency = concurrency;
        this.work = work;
        this.failed = failed;
        this.ended = ended;
    }

    @Override
    protected void hookOnSubscribe(Subscription items) {
        request(concurrency);
    }

    @Override
    protected void hookOnNext(T item) {
        var one = new One();
        underWay.add(one);
        if (isDisposed()) { // whoever disposes marks this first, and then cancels what it finds
            underWay.remove(one);
            return;
        }
        open.incrementAndGet();
        work.apply(item).subscribe(one);
    }

    @Override
    protected void hookOnComplete() {
        close();
    }

    @Override
    protected void hookOnError(Throwable error) {
        cancelAll();
        fail(error);
    }

    @Override
    protected void hookOnCancel() {
        cancelAll();
    }

    private void cancelAll() {
        underWay.forEach(One::cancel);
        underWay.clear();
    }

    private void fail(Throwable error) {
        if (!hasFailed.getAndSet(true)) {
            failed.accept(error);
        }
    }

    private void close() {
        if (open.decrementAndGet() == 0) {
            ended.run();
        }
    }

    /** The work of one item. */
    private final class One extends BaseSubscriber<Void> {

        @Override
        protected void hookOnComplete() {
            underWay.remove(this);
            close();
            InWork.this.request(1);
        }

        @Override
        protected void hookOnError(Throwable error) {
            underWay.remove(this);
            InWork.this.cancel();
            cancelAll(); // which the line above leaves out when there are no more items
            fail(error);
        }
    }
}
