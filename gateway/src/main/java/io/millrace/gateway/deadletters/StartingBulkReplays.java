package io.millrace.gateway.deadletters;

import io.millrace.events.BulkReplay;
import io.millrace.events.Event;
import io.millrace.events.Uuids;
import io.millrace.gateway.http.Answers;
import io.millrace.gateway.http.Bodies;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.RequestTrace;
import io.millrace.gateway.intake.BulkReplayDraft;
import io.millrace.gateway.intake.BulkReplayReader;
import io.millrace.gateway.intake.Reading;
import io.millrace.gateway.publishing.EventLog;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /dead-letters/replay}: the first step of a bulk replay is in the log. What follows, follows from it. */
final class StartingBulkReplays {

    /** For this instance to read its own event back; its address must not be a 404 a moment later. */
    private static final Duration OWN_EVENT = Duration.ofSeconds(2);

    private final Bodies bodies;
    private final DeadLetterIndex index;
    private final EventLog log;
    private final Clock clock;
    private final int maxRate;

    StartingBulkReplays(
            Bodies bodies, DeadLetterIndex index, EventLog log, Clock clock, DeadLettersProperties properties) {
        this.bodies = bodies;
        this.index = index;
        this.log = log;
        this.clock = clock;
        this.maxRate = properties.replaysPerSecond();
    }

    Mono<ServerResponse> start(ServerRequest request) {
        ServerHttpRequest in = request.exchange().getRequest();
        Negotiation.requireBody(in.getHeaders(), Negotiation.JSON);
        Negotiation.requireAccepted(in.getHeaders(), Negotiation.JSON);
        return bodies.collect(in).flatMap(body -> {
            BulkReplayDraft draft = read(body);
            LookingAtLetters.requireReady(index);
            requirePlace(draft);
            return start(begin(draft, Operator.of(in)), request);
        });
    }

    private BulkReplayDraft read(byte[] body) {
        return switch (BulkReplayReader.read(body, maxRate)) {
            case Reading.Read<BulkReplayDraft> good -> good.value();
            case Reading.Refused<BulkReplayDraft> bad ->
                throw Problem.refused(bad.errors()).exception();
        };
    }

    /** The rates of all that run add up. As far as this instance knows: two that begin at the same moment may both find room. */
    private void requirePlace(BulkReplayDraft draft) {
        List<BulkReplay> running = index.bulkReplays().running().toList();
        for (BulkReplay other : running) {
            if (other.topic().equals(draft.topic()) && other.group().equals(draft.group())) {
                throw Problem.conflict("These letters are being replayed already, see " + path(other) + ".")
                        .exception();
            }
        }
        int free =
                maxRate - running.stream().mapToInt(BulkReplay::ratePerSecond).sum();
        if (draft.ratePerSecond() > free) {
            throw Problem.conflict("Other bulk replays are running; of " + maxRate + " letters a second "
                            + Math.max(0, free) + " are free.")
                    .exception();
        }
    }

    private BulkReplay begin(BulkReplayDraft draft, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new BulkReplay(
                Uuids.version7(now.toEpochMilli()).toString(),
                draft.topic(),
                draft.group(),
                draft.ratePerSecond(),
                by,
                now,
                index.letters().countOpen(draft.topic(), draft.group()),
                index.readOf(draft.topic()),
                1,
                null,
                false);
    }

    private Mono<ServerResponse> start(BulkReplay replay, ServerRequest request) {
        return log.publish(Event.of(EventLog.SOURCE, replay.startedAt(), RequestTrace.of(request), replay))
                .then(DeadLetterIndex.soon(() -> index.bulkReplays().find(replay.id()), OWN_EVENT))
                .then(Mono.defer(() -> Answers.json(
                        ServerResponse.accepted().location(URI.create(path(replay))),
                        LetterJson.progress(replay, 0, replay.startedAt()))));
    }

    private static String path(BulkReplay replay) {
        return "/dead-letters/replays/" + replay.id();
    }
}
