package io.millrace.gateway.deadletters;

import io.millrace.events.DeadLetterId;
import io.millrace.events.DeadLetterReplayRequested;
import io.millrace.events.DeadLetterReplayed;
import io.millrace.events.Event;
import io.millrace.events.TraceContext;
import io.millrace.gateway.publishing.EventLog;
import io.millrace.pipeline.ParkedRecord;
import io.millrace.pipeline.ParkedRecords;
import io.millrace.pipeline.PermanentFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Puts letters back where they came from. A crash between that and the fact that it was done does it once more, which is harmless: every
 * handler finds what it did before.
 */
final class Replaying {

    /** For this instance to read what it is about to act on. Longer than any pause of a broker that is there. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ParkedRecords records;
    private final DeadLetterIndex index;
    private final Clock clock;

    Replaying(ParkedRecords records, DeadLetterIndex index, Clock clock) {
        this.records = records;
        this.index = index;
        this.clock = clock;
    }

    /** Carries out what an operator wanted, unless something else was decided about the letter before. */
    Mono<List<Event<?>>> carryOut(Event<?> event, DeadLetterReplayRequested request) {
        return index.ready()
                .then(isDecisive(event.id(), request.letter()))
                .flatMap(decisive -> decisive
                        ? replay(request.letter(), request.by(), null, event.context())
                                .map(List::<Event<?>>of)
                        : Mono.empty());
    }

    /** What is not known in time is done: a replay too many is harmless, one that never comes is not what was answered. */
    private Mono<Boolean> isDecisive(String decision, DeadLetterId letter) {
        return DeadLetterIndex.soon(() -> fate(letter), PATIENCE)
                .map(fate -> fate.decision().equals(decision))
                .defaultIfEmpty(true);
    }

    private @Nullable Fate fate(DeadLetterId id) {
        Letter letter = index.letters().find(id);
        return letter == null ? null : letter.fate();
    }

    /** Puts one letter back; the event that it was done is the caller's to publish. */
    Mono<Event<?>> replay(DeadLetterId id, String by, @Nullable String bulkReplay, TraceContext context) {
        return records.find(id)
                .switchIfEmpty(Mono.error(() -> new PermanentFailure("the brokers no longer have " + id)))
                .flatMap(letter -> records.replay(letter, groupOf(letter)))
                .then(Mono.fromSupplier(() -> Event.of(
                        EventLog.SOURCE, clock.instant(), context, new DeadLetterReplayed(id, by, bulkReplay))));
    }

    private static String groupOf(ParkedRecord letter) {
        String group = letter.group();
        if (group == null || group.isEmpty()) {
            throw new PermanentFailure("nobody knows which group could not handle " + letter.id());
        }
        return group;
    }
}
