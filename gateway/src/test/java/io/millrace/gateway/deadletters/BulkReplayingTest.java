package io.millrace.gateway.deadletters;

import static io.millrace.gateway.deadletters.Parked.CONTEXT;
import static io.millrace.gateway.deadletters.Parked.GROUP;
import static io.millrace.gateway.deadletters.Parked.NOON;
import static io.millrace.gateway.deadletters.Parked.TOPIC;
import static io.millrace.gateway.deadletters.Parked.id;
import static io.millrace.gateway.deadletters.Parked.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterActed;
import io.millrace.events.DeadLetterDiscarded;
import io.millrace.events.Event;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.fixture.FakeParkedRecords;
import io.millrace.pipeline.DeadLetterNews;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Steps of a bulk replay in virtual time; what is published is told to the index at once. */
class BulkReplayingTest {

    private static final int LETTERS = 25;

    private final FakeParkedRecords records = new FakeParkedRecords();
    private final FakeLog log = new FakeLog();
    private final DeadLetterIndex index = new DeadLetterIndex(100);
    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private final Replaying replaying = new Replaying(records, index, clock);
    private final BulkReplaying bulk = new BulkReplaying(index, replaying, log, clock);

    @BeforeEach
    void park() {
        records.news().subscribe(index::told);
        for (int offset = 0; offset < LETTERS; offset++) {
            records.park(record(0, offset, new byte[] {1}));
        }
        index.told(new DeadLetterNews.CaughtUp());
        log.does(event -> Mono.fromRunnable(() -> index.told(acted(event))));
    }

    @Test
    void putsBackASecondsWorthAndSaysWhereItStands() {
        takes(Duration.ofSeconds(1), () -> bulk.advance(begin(10), CONTEXT));

        assertThat(records.replayed()).hasSize(10).doesNotHaveDuplicates();
        BulkReplay next = latest();
        assertThat(next.step()).isEqualTo(2);
        assertThat(next.after()).isEqualTo(id(0, 9));
        assertThat(next.finished()).isFalse();
    }

    @Test
    void goesOnFromStepToStepUntilNothingIsLeft() {
        BulkReplay step = begin(10);
        while (!step.finished()) {
            BulkReplay now = step;
            StepVerifier.withVirtualTime(() -> bulk.advance(now, CONTEXT))
                    .thenAwait(Duration.ofSeconds(2))
                    .verifyComplete();
            step = latest();
        }

        assertThat(records.replayed()).hasSize(LETTERS).doesNotHaveDuplicates();
        assertThat(step.step()).isEqualTo(4);
    }

    @Test
    void doesAStepNoSecondTimeThatIsKnownToBeDone() {
        BulkReplay first = begin(10);
        takes(Duration.ofSeconds(1), () -> bulk.advance(first, CONTEXT));
        log.events().clear();

        StepVerifier.create(bulk.advance(first, CONTEXT)).verifyComplete();

        assertThat(records.replayed()).hasSize(10);
        assertThat(log.events()).isEmpty();
    }

    @Test
    void doesOverWhatACrashLeftUnsaidAndNoMore() {
        BulkReplay first = begin(10);
        // The broker takes four letters' facts, and then nothing more: the fifth is put back and nobody hears of it.
        log.does(event -> log.events().size() < 4
                ? Mono.fromRunnable(() -> index.told(acted(event)))
                : Mono.error(new IllegalStateException("the power is gone")));
        StepVerifier.withVirtualTime(() -> bulk.advance(first, CONTEXT))
                .thenAwait(Duration.ofSeconds(2))
                .verifyError(IllegalStateException.class);
        assertThat(records.replayed()).hasSize(5);

        log.does(event -> Mono.fromRunnable(() -> index.told(acted(event))));
        StepVerifier.withVirtualTime(() -> bulk.advance(first, CONTEXT))
                .thenAwait(Duration.ofSeconds(2))
                .verifyComplete();

        assertThat(records.replayed().stream().filter(id(0, 4)::equals)).hasSize(2);
        assertThat(records.replayed().stream().distinct()).hasSize(14);
        assertThat(records.replayed()).hasSize(15);
    }

    @Test
    void passesOverWhatWasSettledOtherwise() {
        index.told(Parked.acted(new DeadLetterDiscarded(id(0, 3), "bob")));

        takes(Duration.ofSeconds(1), () -> bulk.advance(begin(10), CONTEXT));

        assertThat(records.replayed()).hasSize(10).doesNotContain(id(0, 3)).contains(id(0, 10));
    }

    private static void takes(Duration time, Supplier<Mono<List<Event<?>>>> work) {
        StepVerifier.withVirtualTime(work)
                .expectSubscription()
                .expectNoEvent(time.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .verifyComplete();
    }

    private static BulkReplay begin(int ratePerSecond) {
        return new BulkReplay(
                "b-1", TOPIC, GROUP, ratePerSecond, "ada", NOON, LETTERS, List.of((long) LETTERS), 1, null, false);
    }

    private BulkReplay latest() {
        return (BulkReplay) log.last().fact();
    }

    private static DeadLetterNews acted(Event<?> event) {
        return new DeadLetterNews.Acted(
                new Event<>(event.id(), event.source(), event.time(), event.context(), (DeadLetterActed) event.fact()));
    }
}
