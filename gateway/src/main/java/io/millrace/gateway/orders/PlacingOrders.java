package io.millrace.gateway.orders;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.Event;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import io.millrace.events.Uuids;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.intake.OrderDraft;
import io.millrace.gateway.live.RecentlyAccepted;
import io.millrace.gateway.publishing.EventLog;
import io.millrace.gateway.publishing.FirstUses;
import io.millrace.logging.OrderLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Places orders: an order is placed once the log has it.
 *
 * <p>With an idempotency key the id follows from the key, so that whatever is published under it, however often and by whichever instance, is
 * one order. What is looked up here only serves to tell a caller who used a key for two different orders, and to spare the log what it has.
 */
@Component
final class PlacingOrders {

    /** The namespace of order ids that follow from idempotency keys. Another one would make other orders of the same keys. */
    static final UUID NAMESPACE = UUID.fromString("6f1d2c1e-58a4-5b0e-9d1a-0c6a3a0e7d41");

    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    private final KnownOrders known;
    private final RecentlyAccepted accepted;
    private final Clock clock;
    private final OrderMeters meters;
    private final FirstUses<Placement> placements;

    PlacingOrders(
            KnownOrders known,
            RecentlyAccepted accepted,
            GatewayProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.known = known;
        this.accepted = accepted;
        this.clock = clock;
        this.meters = new OrderMeters(meters);
        this.placements = new FirstUses<>(properties);
    }

    OrderId newId() {
        return new OrderId(Uuids.version7(clock.millis()));
    }

    /** Places a new order, under an id that nobody has. */
    Mono<Void> place(OrderId id, OrderDraft draft, TraceContext context, EventLog.Way way) {
        return publish(event(id, draft, context), way);
    }

    /** Places an order under an id that follows from an idempotency key, unless that was done. Errors with 422 when it was done with another order. */
    Mono<Void> placeOnce(OrderId id, OrderDraft draft, TraceContext context, EventLog.Way way) {
        return Mono.defer(() -> {
            Placement earlier = placements.find(id.value());
            if (earlier != null) {
                return earlier.again(draft);
            }
            return known.find(id)
                    .map(order -> same(order, draft))
                    .switchIfEmpty(Mono.fromSupplier(() -> firstOrSecond(id, draft, context, way)))
                    .flatMap(placed -> placed);
        });
    }

    /** Of several requests that come here at once with one key, one is the first; the others wait for what becomes of it. */
    private Mono<Void> firstOrSecond(OrderId id, OrderDraft draft, TraceContext context, EventLog.Way way) {
        Placement mine = new Placement(draft, event(id, draft, context), way);
        return placements.firstOr(id.value(), mine).again(draft);
    }

    private static Mono<Void> same(OrderDraft known, OrderDraft draft) {
        return known.equals(draft) ? Mono.empty() : reused();
    }

    private static Mono<Void> reused() {
        return Mono.error(Problem.idempotencyKeyReused().exception());
    }

    private Mono<Void> publish(Event<OrderCreated> event, EventLog.Way way) {
        return way.publish(event)
                .doOnSuccess(done -> {
                    accepted.accepted(event.fact(), event.context());
                    meters.accepted();
                    OrderLog.decided("accepted", event.fact().orderId(), event.context());
                })
                .doOnError(meters::notAccepted);
    }

    private Event<OrderCreated> event(OrderId id, OrderDraft draft, TraceContext context) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        OrderCreated order =
                new OrderCreated(id, draft.customerId(), draft.currency(), draft.items(), draft.totalCents(), now);
        return Event.of(EventLog.SOURCE, now, context, order);
    }

    /** What a key was first used for here. */
    private final class Placement {

        private final OrderDraft draft;
        private final Mono<Void> acknowledged;

        Placement(OrderDraft draft, Event<OrderCreated> event, EventLog.Way way) {
            this.draft = draft;
            UUID id = event.fact().orderId().value();
            // One publication for all who wait; none of them ends it by going away. One that failed is tried again by
            // the next who asks, under the same event id, since it may have been stored all the same.
            acknowledged = publish(event, way)
                    .doOnError(error -> placements.forgetIfRefused(id, this, error))
                    .cache(done -> FOREVER, failed -> Duration.ZERO, () -> FOREVER);
        }

        Mono<Void> again(OrderDraft other) {
            return draft.equals(other) ? acknowledged : reused();
        }
    }
}
