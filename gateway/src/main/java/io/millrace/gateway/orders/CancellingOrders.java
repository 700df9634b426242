package io.millrace.gateway.orders;

import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import io.millrace.events.Uuids;
import io.millrace.gateway.http.Answers;
import io.millrace.gateway.http.Bodies;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.RequestTrace;
import io.millrace.gateway.live.RecentlyAccepted;
import io.millrace.gateway.publishing.EventLog;
import io.millrace.gateway.query.OrderQueries;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * {@code POST /orders/{id}/cancellation}: the wish is stored; what becomes of it, the order tells. Taken also while order-flow cannot be asked,
 * since a wish for an order that does not exist does no harm.
 */
@Component
final class CancellingOrders {

    /** An order that another instance took in may be this new and not yet known to order-flow. */
    private static final Duration NEW = Duration.ofMinutes(1);

    private static final int LOOKS = 4;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Bodies bodies;
    private final OrderQueries queries;
    private final RecentlyAccepted accepted;
    private final EventLog log;
    private final Clock clock;

    CancellingOrders(Bodies bodies, OrderQueries queries, RecentlyAccepted accepted, EventLog log, Clock clock) {
        this.bodies = bodies;
        this.queries = queries;
        this.accepted = accepted;
        this.log = log;
        this.clock = clock;
    }

    Mono<ServerResponse> cancel(ServerRequest request, OrderId id) {
        ServerHttpRequest in = request.exchange().getRequest();
        Negotiation.requireAccepted(in.getHeaders(), Negotiation.JSON);
        TraceContext context = RequestTrace.of(request);
        // A body is not asked for; one that comes is read to its end and left at that.
        return bodies.collect(in)
                .flatMap(ignored -> exists(id))
                .flatMap(exists -> exists
                        ? publish(id, context)
                        : Mono.error(Problem.noSuchOrder().exception()))
                .then(Mono.defer(() -> Answers.json(ServerResponse.accepted(), OrderJson.cancellationRequested(id))));
    }

    private Mono<Void> publish(OrderId id, TraceContext context) {
        var request = new OrderCancellationRequested(id, CancellationReason.CUSTOMER_CANCELLED);
        return log.publish(Event.of(EventLog.SOURCE, clock.instant(), context, request));
    }

    /** False only when order-flow says so, and had time to know better. */
    private Mono<Boolean> exists(OrderId id) {
        if (accepted.find(id) != null) {
            return Mono.just(true);
        }
        Mono<Boolean> found = Mono.defer(() -> queries.find(id)).map(order -> true);
        Mono<Boolean> looked = mayBeNew(id)
                ? found.switchIfEmpty(Mono.error(NotYet::new))
                        .retryWhen(Retry.backoff(LOOKS, BETWEEN_LOOKS).filter(NotYet.class::isInstance))
                : found;
        return looked.onErrorResume(error -> Mono.just(!Exceptions.isRetryExhausted(error)))
                .defaultIfEmpty(false);
    }

    /** Ids from idempotency keys do not tell their age. */
    private boolean mayBeNew(OrderId id) {
        long made = Uuids.epochMillis(id.value());
        return id.value().version() == 5 || Math.abs(clock.millis() - made) < NEW.toMillis();
    }

    /** Ends one look, not the search. */
    private static final class NotYet extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotYet() {
            super(null, null, false, false);
        }
    }
}
