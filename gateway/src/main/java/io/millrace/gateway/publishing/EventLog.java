package io.millrace.gateway.publishing;

import io.millrace.events.Event;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.ProblemException;
import io.millrace.pipeline.Outage;
import io.millrace.pipeline.Publisher;
import io.millrace.pipeline.QueueFull;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The log as a request sees it: the brokers have acknowledged the event within the time we give them, or the answer is a 503 that says when to
 * come again.
 */
@Component
public final class EventLog {

    /** What all events of the gateway name as their source. */
    public static final String SOURCE = "/millrace/gateway";

    /** A queue that is full now has places again within a round trip or two. */
    private static final Duration WHEN_FULL = Duration.ofSeconds(1);

    /** Brokers that do not answer are electing a leader, or are gone: seconds in the better case. */
    private static final Duration WHEN_SILENT = Duration.ofSeconds(5);

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMillis(250);

    private final Publisher publisher;
    private final Duration limit;

    EventLog(Publisher publisher, GatewayProperties properties) {
        this.publisher = publisher;
        this.limit = properties.publishTimeout();
    }

    /** How an event is published: {@link EventLog#publish} or {@link EventLog#publishPatiently}. */
    @FunctionalInterface
    public interface Way {
        Mono<Void> publish(Event<?> event);
    }

    /** Publishes for a caller who had better hear at once that there is no room. */
    public Mono<Void> publish(Event<?> event) {
        return answered(publisher.publish(event));
    }

    /** Publishes for a stream, which waits for room: that it waits is what slows the reading of its socket. */
    public Mono<Void> publishPatiently(Event<?> event) {
        return answered(publisher
                .publish(event)
                // Most find room; the machinery of retrying is put up for those only that do not.
                .onErrorResume(QueueFull.class, full -> onceThereIsRoom(event)));
    }

    /** Whether an event was never taken, as opposed to one of which nobody knows. */
    static boolean isRefusal(Throwable error) {
        return error instanceof ProblemException problem && problem.getCause() instanceof QueueFull;
    }

    private Mono<Void> onceThereIsRoom(Event<?> event) {
        return Mono.delay(FIRST_BACK_OFF)
                .then(Mono.defer(() -> publisher.publish(event)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_BACK_OFF)
                        .maxBackoff(LONGEST_BACK_OFF)
                        .filter(QueueFull.class::isInstance));
    }

    private Mono<Void> answered(Mono<Void> published) {
        return published
                .timeout(limit)
                // The thread that brings the brokers' answers brings them to everyone: it must not stay to write ours.
                .publishOn(Schedulers.parallel())
                .onErrorMap(EventLog::toProblem);
    }

    private static Throwable toProblem(Throwable error) {
        if (error instanceof QueueFull) {
            return new ProblemException(
                    Problem.unavailable("More is coming in than can be stored at the moment.", WHEN_FULL), error);
        }
        if (error instanceof TimeoutException || error instanceof KafkaException || error instanceof Outage) {
            return new ProblemException(
                    Problem.unavailable(
                            "It is not known in time whether the request was stored. Sent again with the same Idempotency-Key it"
                                    + " will not be done twice.",
                            WHEN_SILENT),
                    error);
        }
        return error;
    }
}
