package io.millrace.gateway.deadletters;

import io.millrace.events.DeadLetterActed;
import io.millrace.events.DeadLetterDiscarded;
import io.millrace.events.DeadLetterId;
import io.millrace.events.DeadLetterReplayRequested;
import io.millrace.events.Event;
import io.millrace.events.Uuids;
import io.millrace.gateway.http.Answers;
import io.millrace.gateway.http.Bodies;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.ProblemException;
import io.millrace.gateway.http.RequestTrace;
import io.millrace.gateway.publishing.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code POST /dead-letters/{id}/replay} and {@code /discard}: the wish is in the log, and then in the index, before it is answered. Of two who
 * want something at the same moment the log's first one is served, and the other is told.
 */
final class SettlingLetters {

    /** For this instance to read its own event back; whoever looks next should not find the letter as it was. */
    private static final Duration OWN_EVENT = Duration.ofSeconds(2);

    private final Bodies bodies;
    private final DeadLetterIndex index;
    private final EventLog log;
    private final Clock clock;

    SettlingLetters(Bodies bodies, DeadLetterIndex index, EventLog log, Clock clock) {
        this.bodies = bodies;
        this.index = index;
        this.log = log;
        this.clock = clock;
    }

    Mono<ServerResponse> replay(ServerRequest request) {
        return settle(request, State.REPLAYED, DeadLetterReplayRequested::new);
    }

    Mono<ServerResponse> discard(ServerRequest request) {
        return settle(request, State.DISCARDED, DeadLetterDiscarded::new);
    }

    private Mono<ServerResponse> settle(
            ServerRequest request, State state, BiFunction<DeadLetterId, String, DeadLetterActed> wish) {
        ServerHttpRequest in = request.exchange().getRequest();
        Negotiation.requireAccepted(in.getHeaders(), Negotiation.JSON);
        String by = Operator.of(in);
        // A body is not asked for; one that comes is read to its end and left at that.
        return bodies.collect(in).flatMap(ignored -> {
            Letter letter = LookingAtLetters.letter(index, request.pathVariable("id"));
            requireOpen(letter);
            requireGroup(letter, state);
            return publish(wish.apply(letter.id(), by), letter.id(), request)
                    .then(Mono.defer(() ->
                            Answers.json(ServerResponse.accepted(), LetterJson.accepted(letter.id(), state, by))));
        });
    }

    private static void requireGroup(Letter letter, State state) {
        if (state == State.REPLAYED && letter.group() == null) {
            throw Problem.conflict("Nobody knows which group could not handle this, so none can be asked again.")
                    .exception();
        }
    }

    private Mono<Void> publish(DeadLetterActed wish, DeadLetterId id, ServerRequest request) {
        String decision = Uuids.version7(clock.millis()).toString();
        var event = new Event<>(decision, EventLog.SOURCE, clock.instant(), RequestTrace.of(request), wish);
        return log.publish(event)
                .then(DeadLetterIndex.soon(() -> settled(id), OWN_EVENT))
                .doOnNext(letter -> requireDecidedBy(letter, decision))
                .then();
    }

    private @Nullable Letter settled(DeadLetterId id) {
        Letter letter = index.letters().find(id);
        return letter == null || letter.isOpen() ? null : letter;
    }

    private static void requireDecidedBy(Letter letter, String decision) {
        Fate fate = letter.fate();
        if (fate != null && !fate.decision().equals(decision)) {
            throw alreadySettled(fate);
        }
    }

    private static void requireOpen(Letter letter) {
        Fate fate = letter.fate();
        if (fate != null) {
            throw alreadySettled(fate);
        }
    }

    private static ProblemException alreadySettled(Fate fate) {
        String done = fate.state() == State.REPLAYED ? "replayed" : "discarded";
        return Problem.conflict("This dead letter was " + done + " by " + fate.by() + " at " + fate.at() + ".")
                .exception();
    }
}
