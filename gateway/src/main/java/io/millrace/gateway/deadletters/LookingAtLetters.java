package io.millrace.gateway.deadletters;

import io.millrace.events.DeadLetterId;
import io.millrace.events.InvalidFact;
import io.millrace.gateway.http.Answers;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.ProblemException;
import io.millrace.pipeline.ParkedRecords;
import io.millrace.pipeline.QueueFull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code GET /dead-letters} and what is below. */
final class LookingAtLetters {

    /** An instance reads some 50,000 letters in a second. */
    private static final Duration WHEN_READ = Duration.ofSeconds(2);

    private static final Duration WHEN_ANSWERED = Duration.ofSeconds(5);

    private final DeadLetterIndex index;
    private final ParkedRecords records;

    LookingAtLetters(DeadLetterIndex index, ParkedRecords records) {
        this.index = index;
        this.records = records;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        Negotiation.requireAccepted(request.headers().asHttpHeaders(), Negotiation.JSON);
        LetterFilter filter = LetterFilter.of(request.queryParams());
        requireReady(index);
        // Few of very many may match: no event loop is to look for them.
        return Mono.fromCallable(() -> page(filter))
                .subscribeOn(Schedulers.parallel())
                .flatMap(page -> Answers.json(ServerResponse.ok(), page));
    }

    private byte[] page(LetterFilter filter) {
        List<Letter> found = index.letters()
                .after(filter.after())
                .filter(filter::takes)
                .limit(filter.limit() + 1L)
                .toList();
        boolean isLast = found.size() <= filter.limit();
        List<Letter> page = isLast ? found : found.subList(0, filter.limit());
        String next = isLast ? null : Age.of(page.getLast()).cursor();
        return LetterJson.page(page, next, index.letters().leftOut());
    }

    Mono<ServerResponse> show(ServerRequest request) {
        Negotiation.requireAccepted(request.headers().asHttpHeaders(), Negotiation.JSON);
        Letter letter = letter(index, request.pathVariable("id"));
        return records.find(letter.id())
                .publishOn(Schedulers.parallel())
                .onErrorMap(
                        error -> error instanceof QueueFull || error instanceof KafkaException,
                        error -> new ProblemException(
                                Problem.unavailable("The brokers do not send the record right now.", WHEN_ANSWERED),
                                error))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("The record of this dead letter is no longer there.")
                        .exception()))
                .flatMap(parked -> Answers.json(ServerResponse.ok(), LetterJson.whole(letter, parked)));
    }

    Mono<ServerResponse> progress(ServerRequest request) {
        Negotiation.requireAccepted(request.headers().asHttpHeaders(), Negotiation.JSON);
        requireReady(index);
        BulkReplays.Progress progress = index.bulkReplays().find(request.pathVariable("id"));
        if (progress == null || progress.latest() == null) {
            throw Problem.notFound("There is no bulk replay with this id.").exception();
        }
        Instant updatedAt = progress.updatedAt() == null ? progress.latest().startedAt() : progress.updatedAt();
        return Answers.json(
                ServerResponse.ok(), LetterJson.progress(progress.latest(), progress.replayed(), updatedAt));
    }

    /** @throws ProblemException 503 until this instance knows all that there was when it started, 404 for what it does not know then */
    static Letter letter(DeadLetterIndex index, String text) {
        requireReady(index);
        Letter letter = index.letters().find(id(text));
        if (letter == null) {
            throw noSuchLetter();
        }
        return letter;
    }

    static void requireReady(DeadLetterIndex index) {
        if (!index.isReady()) {
            throw Problem.unavailable("The dead letters are still being read.", WHEN_READ)
                    .exception();
        }
    }

    private static DeadLetterId id(String text) {
        try {
            return DeadLetterId.parse(text);
        } catch (InvalidFact malformed) {
            throw noSuchLetter();
        }
    }

    private static ProblemException noSuchLetter() {
        return Problem.notFound("There is no dead letter with this id, or it was settled too long ago to be kept.")
                .exception();
    }
}
