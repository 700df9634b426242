package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

@Timeout(60)
class SelfFormingBatchesTest {

    private final List<List<Integer>> asked = new ArrayList<>();
    private final List<Sinks.One<List<String>>> underWay = new ArrayList<>();

    /** Questions are numbers, answers their text; each batch waits until the test answers it. */
    private final Batcher<Integer, String> batcher = batcher(this::untilAnswered, 3, 5, 2);

    private static Batcher<Integer, String> batcher(
            Function<List<Integer>, Mono<List<String>>> answers, int maxBatch, int capacity, int concurrency) {
        return batcher(answers, maxBatch, 1, capacity, concurrency);
    }

    private static Batcher<Integer, String> batcher(
            Function<List<Integer>, Mono<List<String>>> answers,
            int maxBatch,
            int minBeside,
            int capacity,
            int concurrency) {
        return new SelfFormingBatches<>(
                "answers",
                answers,
                FailureSorter.firstOf(List.of(new RuntimeFailures())),
                maxBatch,
                minBeside,
                capacity,
                concurrency);
    }

    @Test
    void asksAtOnceWhenNothingIsUnderWay() {
        StepVerifier.create(batcher.ask(1))
                .then(() -> answer(0))
                .expectNext("1")
                .verifyComplete();
        assertThat(asked).containsExactly(List.of(1));
    }

    @Test
    void gathersWhatIsAskedWhileBatchesAreUnderWay() {
        IntStream.range(0, 7).forEach(i -> batcher.ask(i).subscribe());

        assertThat(asked).as("as many at a time as its concurrency").containsExactly(List.of(0), List.of(1));
        answer(1);
        answer(0);

        assertThat(asked).containsExactly(List.of(0), List.of(1), List.of(2, 3, 4), List.of(5, 6));
    }

    @Test
    void putsNoSmallBatchBesideOneThatIsUnderWay() {
        Batcher<Integer, String> patient = batcher(this::untilAnswered, 3, 2, 5, 2);

        IntStream.range(0, 2).forEach(i -> patient.ask(i).subscribe());
        assertThat(asked).containsExactly(List.of(0));
        patient.ask(2).subscribe();
        assertThat(asked).containsExactly(List.of(0), List.of(1, 2));
        patient.ask(3).subscribe();
        answer(0);
        assertThat(asked).as("one is still under way").hasSize(2);
        answer(1);
        assertThat(asked).containsExactly(List.of(0), List.of(1, 2), List.of(3));
    }

    @Test
    void letsOthersPassABatchThatTakesLong() {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            Batcher<Integer, String> patient = batcher(this::untilAnswered, 3, 2, 5, 2);
            IntStream.range(0, 2).forEach(i -> patient.ask(i).subscribe());
            time.advanceTimeBy(RightOfWay.LIMIT.minusMillis(1));
            assertThat(asked).hasSize(1);

            time.advanceTimeBy(Duration.ofMillis(1));
            assertThat(asked).containsExactly(List.of(0), List.of(1));
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void answersEachAtItsPlace() {
        List<String> answers = new ArrayList<>();
        IntStream.range(0, 7).forEach(i -> batcher.ask(i).subscribe(answer -> answers.add(i + "=" + answer)));

        for (int batch = 0; batch < 4; batch++) {
            answer(batch);
        }

        assertThat(answers).containsExactlyInAnyOrder("0=0", "1=1", "2=2", "3=3", "4=4", "5=5", "6=6");
    }

    @Test
    void refusesMoreThanMayWaitAndTakesInAgainAfterwards() {
        IntStream.range(0, 7).forEach(i -> batcher.ask(i).subscribe());

        StepVerifier.create(batcher.ask(8)).verifyError(QueueFull.class);

        answer(0);
        batcher.ask(9).subscribe();
        answer(1);
        answer(2);
        assertThat(asked).contains(List.of(5, 6, 9));
    }

    @Test
    void asksOnSubscriptionOnly() {
        Mono<String> unasked = batcher.ask(1);

        assertThat(asked).isEmpty();
        unasked.subscribe();
        assertThat(asked).hasSize(1);
    }

    @Test
    void doesNoHarmToOthersWhenOneNoLongerWaits() {
        List<String> answers = new ArrayList<>();
        batcher.ask(0).subscribe();
        batcher.ask(1).subscribe();
        var impatient = batcher.ask(2).subscribe(answers::add);
        batcher.ask(3).subscribe(answers::add);
        impatient.dispose();

        answer(0);
        answer(2);

        assertThat(answers).containsExactly("3");
    }

    @Test
    void findsTheOneBadQuestionByHalving() {
        AtomicInteger batches = new AtomicInteger();
        Batcher<Integer, String> some = busyOnce(questions -> {
            batches.incrementAndGet();
            return questions.contains(333)
                    ? Mono.error(new IllegalStateException("bad"))
                    : Mono.just(questions.stream().map(String::valueOf).toList());
        });

        List<String> answers = askAll(some, 500);

        assertThat(answers).hasSize(500).containsOnlyOnce("bad");
        assertThat(answers.get(333)).isEqualTo("bad");
        assertThat(batches.get()).isLessThan(25);
    }

    @Test
    void failsAllAtOnceInAnOutage() {
        AtomicInteger batches = new AtomicInteger();
        Batcher<Integer, String> gone = busyOnce(questions -> {
            batches.incrementAndGet();
            return Mono.error(new Outage("postgres", new IllegalStateException("gone")));
        });

        List<String> answers = askAll(gone, 500);

        assertThat(answers).hasSize(500).containsOnly("postgres cannot be reached");
        assertThat(batches.get()).as("no halves of an outage").isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4})
    void failsAllWhenThereAreNotAsManyAnswersAsQuestions(int count) {
        Batcher<Integer, String> wrong = busyOnce(questions ->
                Mono.just(IntStream.range(0, count).mapToObj(i -> "somebody's").toList()));

        assertThat(askAll(wrong, 3))
                .hasSize(3)
                .allSatisfy(answer -> assertThat(answer).contains("answers"));
    }

    @Test
    void failsAllWhenThereIsNoAnswerAtAll() {
        assertThat(askAll(busyOnce(questions -> Mono.empty()), 3))
                .hasSize(3)
                .allSatisfy(answer -> assertThat(answer).contains("answer"));
    }

    @Test
    void failsAllWhenAskingThrows() {
        Batcher<Integer, String> throwing = busyOnce(questions -> {
            throw new IllegalStateException("thrown");
        });

        assertThat(askAll(throwing, 3)).containsOnly("thrown");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void answersAllThoughManyAskFromManyThreads(int minBeside) {
        AtomicInteger atATime = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Batcher<Integer, String> busy = batcher(
                questions -> Mono.fromCallable(() -> {
                            most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
                            List<String> answers =
                                    questions.stream().map(String::valueOf).toList();
                            atATime.decrementAndGet();
                            return answers;
                        })
                        .subscribeOn(Schedulers.parallel()),
                50,
                minBeside,
                100_000,
                3);

        StepVerifier.create(Flux.range(0, 50_000)
                        .parallel(8)
                        .runOn(Schedulers.boundedElastic())
                        .flatMap(i -> busy.ask(i).filter(String.valueOf(i)::equals), false, 500)
                        .sequential())
                .expectNextCount(50_000)
                .expectComplete()
                .verify(Duration.ofSeconds(50));
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    /** A batcher of large batches whose first batch answers only once all have asked, so that the rest gathers. */
    private static Batcher<Integer, String> busyOnce(Function<List<Integer>, Mono<List<String>>> answers) {
        AtomicInteger count = new AtomicInteger();
        return batcher(
                questions -> count.getAndIncrement() == 0
                        ? Mono.delay(Duration.ofMillis(200)).thenReturn(List.of("first"))
                        : answers.apply(questions),
                500,
                1000,
                1);
    }

    /** Asks one question to keep it busy, then {@code count}; the answer, or the message of the error, at each place. */
    private static List<String> askAll(Batcher<Integer, String> batcher, int count) {
        batcher.ask(-1).subscribe();
        List<String> answers = Flux.range(0, count)
                .flatMapSequential(
                        i -> batcher.ask(i).onErrorResume(e -> Mono.just(String.valueOf(e.getMessage()))), count)
                .collectList()
                .block(Duration.ofSeconds(20));
        return answers == null ? List.of() : answers;
    }

    private Mono<List<String>> untilAnswered(List<Integer> questions) {
        asked.add(questions);
        Sinks.One<List<String>> answers = Sinks.one();
        underWay.add(answers);
        return answers.asMono();
    }

    private void answer(int batch) {
        underWay.get(batch)
                .tryEmitValue(asked.get(batch).stream().map(String::valueOf).toList());
    }
}
