package io.millrace.gateway.deadletters;

import io.millrace.events.BulkReplay;
import io.millrace.events.Event;
import io.millrace.events.TraceContext;
import io.millrace.gateway.publishing.EventLog;
import io.millrace.pipeline.PermanentFailure;
import io.millrace.pipeline.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Replays many letters, a second's worth to a step. Each step ends in an event that says how things stand, and that event, handled by whichever
 * instance has its partition then, is the next step: nothing is remembered elsewhere, and no thread waits.
 */
final class BulkReplaying {

    private static final Logger log = LoggerFactory.getLogger(BulkReplaying.class);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** For this instance to read what another one knew when it began. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DeadLetterIndex index;
    private final Replaying replaying;
    private final Publisher publisher;
    private final Clock clock;

    BulkReplaying(DeadLetterIndex index, Replaying replaying, Publisher publisher, Clock clock) {
        this.index = index;
        this.replaying = replaying;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Does the next step, unless it is known to be done: an event may be delivered again, or be there twice. */
    Mono<List<Event<?>>> advance(BulkReplay replay, TraceContext context) {
        return index.ready().then(Mono.defer(() -> {
            boolean overtaken = index.bulkReplays().step(replay.id()) > replay.step();
            return replay.finished() || overtaken ? Mono.empty() : step(replay, context);
        }));
    }

    private Mono<List<Event<?>>> step(BulkReplay replay, TraceContext context) {
        return DeadLetterIndex.soon(() -> index.knows(replay) ? replay : null, PATIENCE)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(
                        "not all letters of the bulk replay " + replay.id() + " are to be found")))
                .flatMap(known -> {
                    List<Letter> letters = index.letters().openIn(replay, replay.ratePerSecond());
                    return Flux.fromIterable(letters)
                            .concatMap(letter -> paced(letter, replay, context), 1)
                            .then(publishThat(after(replay, letters), context));
                })
                .then(Mono.empty());
    }

    private static BulkReplay after(BulkReplay replay, List<Letter> letters) {
        boolean wasLast = letters.size() < replay.ratePerSecond();
        return replay.next(
                letters.isEmpty() ? replay.after() : letters.getLast().id(), wasLast);
    }

    /** Takes its share of the second, or as long as it takes. */
    private Mono<Void> paced(Letter letter, BulkReplay replay, TraceContext context) {
        return Mono.when(
                Mono.delay(SECOND.dividedBy(replay.ratePerSecond())),
                replaying
                        .replay(letter.id(), replay.by(), replay.id(), context)
                        .flatMap(publisher::publish)
                        // One that cannot go back stays parked, and must not hold up the others.
                        .onErrorResume(PermanentFailure.class, stays -> {
                            log.error("The bulk replay {} leaves {} where it is", replay.id(), letter.id(), stays);
                            return Mono.empty();
                        }));
    }

    /**
     * Published here and not left to the pipeline, so that this instance has read it by the time that the next event is handled: one that is there
     * twice is then seen to be.
     */
    private Mono<Void> publishThat(BulkReplay next, TraceContext context) {
        return Mono.defer(() -> publisher.publish(Event.of(EventLog.SOURCE, clock.instant(), context, next)))
                .then(DeadLetterIndex.soon(
                        () -> index.bulkReplays().step(next.id()) >= next.step() ? next : null, PATIENCE))
                .then();
    }
}
