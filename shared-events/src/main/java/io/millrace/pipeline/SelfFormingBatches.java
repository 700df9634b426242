package io.millrace.pipeline;

import io.millrace.tracing.Causes;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.concurrent.Queues;

/**
 * {@link Batcher} over a bounded queue. Who asks while no batch is under way takes it up; who asks meanwhile waits for the next, which goes beside the
 * first if it is large or the first takes long; see {@link RightOfWay}.
 */
final class SelfFormingBatches<Q, A> implements Batcher<Q, A> {

    private record Asked<Q, A>(Q question, MonoSink<A> asker) {}

    private final String name;
    private final Function<List<Q>, Mono<List<A>>> answers;
    private final FailureSorter sorter;
    private final int maxBatch;
    private final int minBeside;
    private final int capacity;
    private final int concurrency;
    private final Queue<Asked<Q, A>> queue =
            Queues.<Asked<Q, A>>unboundedMultiproducer().get();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final RightOfWay rightOfWay = new RightOfWay(this::drain);
    private final AtomicInteger draining = new AtomicInteger();

    /**
     * @param name of whoever answers, as operators call it
     * @param minBeside questions that wait before a batch goes beside one that is under way
     * @param capacity questions that wait, at most
     * @param concurrency batches under way at a time
     */
    SelfFormingBatches(
            String name,
            Function<List<Q>, Mono<List<A>>> answers,
            FailureSorter sorter,
            int maxBatch,
            int minBeside,
            int capacity,
            int concurrency) {
        this.name = name;
        this.answers = answers;
        this.sorter = sorter;
        this.maxBatch = maxBatch;
        this.minBeside = minBeside;
        this.capacity = capacity;
        this.concurrency = concurrency;
    }

    @Override
    public Mono<A> ask(Q question) {
        return Mono.create(asker -> {
            if (waiting.incrementAndGet() > capacity) {
                waiting.decrementAndGet();
                asker.error(new QueueFull(name, capacity));
                return;
            }
            queue.add(new Asked<>(question, asker));
            drain();
        });
    }

    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int handled = 1;
        do {
            while (mayBegin()) {
                List<Asked<Q, A>> batch = next();
                if (batch.isEmpty()) {
                    break;
                }
                underWay.incrementAndGet();
                rightOfWay.began(batch);
                answer(batch).subscribe(done -> {}, this::impossible, () -> {
                    rightOfWay.ended(batch);
                    underWay.decrementAndGet();
                    drain();
                });
            }
            handled = draining.addAndGet(-handled);
        } while (handled != 0);
    }

    private boolean mayBegin() {
        int wait = waiting.get();
        return wait > 0 && underWay.get() < concurrency && (wait >= minBeside || rightOfWay.isFree());
    }

    private List<Asked<Q, A>> next() {
        List<Asked<Q, A>> batch = new ArrayList<>();
        while (batch.size() < maxBatch) {
            Asked<Q, A> asked = queue.poll();
            if (asked == null) {
                break;
            }
            batch.add(asked);
        }
        waiting.addAndGet(-batch.size());
        return batch;
    }

    private Mono<Void> answer(List<Asked<Q, A>> batch) {
        return Mono.defer(
                        () -> answers.apply(batch.stream().map(Asked::question).toList()))
                .contextWrite(causes(batch)::into)
                .defaultIfEmpty(List.of())
                // Each asker gets the error, or its half is asked again; the queue goes on.
                .onErrorResume(error -> afterFailure(batch, error).then(Mono.empty()))
                .doOnNext(all -> handOut(batch, all))
                .then();
    }

    private static <Q, A> Causes causes(List<Asked<Q, A>> batch) {
        return Causes.ofAll(batch.stream()
                .map(asked -> Causes.in(asked.asker().contextView()))
                .toList());
    }

    /** Not as many answers as questions is a defect of who answers: no place can be trusted, and halves would be no better. */
    private void handOut(List<Asked<Q, A>> batch, List<A> all) {
        if (all.size() != batch.size()) {
            var mismatch = new IllegalStateException(all.size() + " answers came for " + batch.size() + " questions");
            batch.forEach(asked -> asked.asker().error(mismatch));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).asker().success(all.get(i));
        }
    }

    private Mono<Void> afterFailure(List<Asked<Q, A>> batch, Throwable error) {
        if (batch.size() == 1 || sorter.sort(error) instanceof Failure.Unavailable) {
            batch.forEach(asked -> asked.asker().error(error));
            return Mono.empty();
        }
        int half = batch.size() / 2;
        return answer(batch.subList(0, half)).then(Mono.defer(() -> answer(batch.subList(half, batch.size()))));
    }

    private void impossible(Throwable error) {
        throw new IllegalStateException("an answer escaped its handling", error);
    }
}
