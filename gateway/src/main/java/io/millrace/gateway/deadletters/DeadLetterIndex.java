package io.millrace.gateway.deadletters;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterActed;
import io.millrace.events.DeadLetterDiscarded;
import io.millrace.events.DeadLetterId;
import io.millrace.events.DeadLetterReplayRequested;
import io.millrace.events.DeadLetterReplayed;
import io.millrace.events.Event;
import io.millrace.pipeline.DeadLetterNews;
import io.millrace.pipeline.ParkedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * All that is known of dead letters, made of what the log says and of nothing else. Told by one thread, asked by any. Letters and decisions come
 * on different topics and so in any order; what comes of them is the same.
 */
final class DeadLetterIndex {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private record Partition(String topic, int number) {}

    private final Letters letters;
    private final BulkReplays bulkReplays = new BulkReplays();
    private final Map<Partition, Long> read = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> caughtUp = Sinks.empty();
    private volatile boolean ready;

    DeadLetterIndex(int room) {
        letters = new Letters(room);
    }

    void told(DeadLetterNews news) {
        switch (news) {
            case DeadLetterNews.Parked parked -> parked(parked.letter());
            case DeadLetterNews.Acted acted -> acted(acted.event());
            case DeadLetterNews.CaughtUp now -> {
                ready = true;
                caughtUp.tryEmitEmpty();
            }
        }
    }

    private void parked(ParkedRecord record) {
        letters.add(Letter.of(record, null));
        DeadLetterId id = record.id();
        read.put(new Partition(id.topic(), id.partition()), id.offset() + 1);
    }

    private void acted(Event<? extends DeadLetterActed> event) {
        switch (event.fact()) {
            case DeadLetterReplayRequested request -> decided(request.letter(), event);
            case DeadLetterDiscarded discarded -> decided(discarded.letter(), event);
            case DeadLetterReplayed replayed -> {
                if (decided(replayed.letter(), event) && replayed.bulkReplay() != null) {
                    bulkReplays.replayedOne(replayed.bulkReplay());
                }
            }
            case BulkReplay replay -> bulkReplays.stepped(replay, event.time());
        }
    }

    private boolean decided(DeadLetterId letter, Event<? extends DeadLetterActed> event) {
        return letters.decide(letter, former -> Fate.after(former, event));
    }

    /** Whether all that was in the log when this instance started is known. */
    boolean isReady() {
        return ready;
    }

    /** Completes when {@link #isReady}. */
    Mono<Void> ready() {
        return caughtUp.asMono();
    }

    Letters letters() {
        return letters;
    }

    BulkReplays bulkReplays() {
        return bulkReplays;
    }

    /** Up to where each partition of a topic's dead letters is known. */
    List<Long> readOf(String topic) {
        List<Long> offsets = new ArrayList<>();
        read.forEach((partition, offset) -> {
            if (partition.topic.equals(topic)) {
                while (offsets.size() <= partition.number) {
                    offsets.add(0L);
                }
                offsets.set(partition.number, offset);
            }
        });
        return offsets;
    }

    /** Whether all the letters that a bulk replay is about are known here. */
    boolean knows(BulkReplay replay) {
        for (int partition = 0; partition < replay.until().size(); partition++) {
            long here = read.getOrDefault(new Partition(replay.topic(), partition), 0L);
            if (here < replay.until().get(partition)) {
                return false;
            }
        }
        return true;
    }

    /** What the log has is known here a moment later: looks until it is, or until time is up; then empty. */
    static <T> Mono<T> soon(Supplier<@Nullable T> look, Duration atMost) {
        return Mono.fromSupplier(look)
                .repeatWhenEmpty(looks -> looks.delayElements(BETWEEN_LOOKS))
                .timeout(atMost, Mono.empty());
    }
}
