package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;

class InWorkTest {

    private final TestPublisher<Integer> items = TestPublisher.create();
    private final List<Sinks.Empty<Void>> begun = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void asksForAsManyAsItMayWorkOnAndForOneMoreWithEachThatIsDone() {
        start(2);
        items.assertMinRequested(2).assertMaxRequested(2);

        items.next(1, 2);
        items.assertMaxRequested(0);
        begun.getFirst().tryEmitEmpty();

        items.assertMinRequested(1).assertMaxRequested(1);
    }

    @Test
    void endsWhenThereAreNoMoreItemsAndTheWorkOfAllIsDone() {
        start(2);
        items.next(1, 2).complete();
        begun.getFirst().tryEmitEmpty();
        assertThat(ends).hasValue(0);

        begun.getLast().tryEmitEmpty();

        assertThat(ends).hasValue(1);
        assertThat(failures).isEmpty();
    }

    @Test
    void stopsEverythingAndSaysSoOnceWhenTheWorkOfOneFails() {
        InWork<Integer> working = start(3);
        items.next(1, 2, 3);

        begun.get(1).tryEmitError(new IllegalStateException("two"));
        begun.get(0).tryEmitError(new IllegalStateException("one"));

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("two"));
        assertThat(cancelled).hasValue(2);
        assertThat(working.isDisposed()).isTrue();
        items.assertCancelled();
        assertThat(ends).hasValue(0);
    }

    @Test
    void stopsEverythingWhenTheItemsEndInAnError() {
        InWork<Integer> working = start(2);
        items.next(1).error(new IllegalStateException("no more"));

        assertThat(failures).hasSize(1);
        assertThat(cancelled).hasValue(1);
        assertThat(working.isDisposed()).isTrue();
    }

    @Test
    void stopsWhatIsUnderWayAlsoWhenThereAreNoMoreItems() {
        start(2);
        items.next(1, 2).complete();

        begun.getFirst().tryEmitError(new IllegalStateException("one"));

        assertThat(failures).hasSize(1);
        assertThat(cancelled).hasValue(1);
        assertThat(ends).hasValue(0);
    }

    @Test
    void failsWhenWorkCannotEvenBegin() {
        var working = new InWork<Integer>(
                1,
                item -> {
                    throw new IllegalStateException("a defect");
                },
                failures::add,
                ends::incrementAndGet);
        items.flux().subscribe(working);

        items.next(1);

        assertThat(failures).hasSize(1);
        items.assertCancelled();
    }

    @Test
    void cancelsWhatIsUnderWayWhenItIsDisposedOf() {
        InWork<Integer> working = start(2);
        items.next(1, 2);

        working.dispose();

        assertThat(cancelled).hasValue(2);
        items.assertCancelled();
        assertThat(failures).isEmpty();
    }

    /** No more than its share at a time, none left out, and an end, with the work ending on several threads at once. */
    @Test
    void doesTheWorkOfAllWithItsShareAtATime() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Sinks.Empty<Void> end = Sinks.empty();
        var working = new InWork<Integer>(
                8,
                item -> Mono.<Void>fromRunnable(() -> most.accumulateAndGet(now.incrementAndGet(), Math::max))
                        .then(Mono.<Void>fromRunnable(() -> {
                                    now.decrementAndGet();
                                    done.incrementAndGet();
                                })
                                .subscribeOn(Schedulers.parallel())),
                failures::add,
                end::tryEmitEmpty);

        Flux.range(0, 20_000).subscribe(working);
        end.asMono().block();

        assertThat(done).hasValue(20_000);
        assertThat(most).hasValueLessThanOrEqualTo(8);
        assertThat(failures).isEmpty();
    }

    private InWork<Integer> start(int concurrency) {
        var working = new InWork<>(concurrency, this::work, failures::add, ends::incrementAndGet);
        items.flux().subscribe(working);
        return working;
    }

    private Mono<Void> work(int item) {
        Sinks.Empty<Void> end = Sinks.empty();
        begun.add(end);
        return end.asMono().doOnCancel(cancelled::incrementAndGet);
    }
}
