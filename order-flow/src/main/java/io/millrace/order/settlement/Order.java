package io.millrace.order.settlement;

import static java.util.Objects.requireNonNull;

import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.OrderStatusChanged.Step;
import io.millrace.events.TraceContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One order: what is known of it, and where it stands because of that.
 *
 * @param revision how often it changed, whether or not its status did; 0 when nothing was ever heard of it
 * @param standing null while nobody placed it, though facts about it may be known already
 * @param settledAt null while it is not settled
 * @param updatedAt when the last fact was learnt
 */
public record Order(
        OrderId id,
        int revision,
        OrderFacts facts,
        @Nullable Standing standing,
        @Nullable Instant settledAt,
        Instant updatedAt) {

    /** An order nobody has heard of yet. */
    public static Order unheardOf(OrderId id) {
        return new Order(id, 0, OrderFacts.NONE, null, null, Instant.EPOCH);
    }

    /**
     * The order once it has learnt more; this very one when there is nothing new in it. Once settled it goes on learning, since what is
     * known late is shown too, but its outcome never changes.
     */
    public Order learn(OrderFacts news, Instant now) {
        OrderFacts merged = facts.and(news);
        if (merged.equals(facts)) {
            return this;
        }
        Instant at = laterOf(now.truncatedTo(ChronoUnit.MILLIS), merged.placement());
        if (isSettled()) {
            return new Order(id, revision + 1, merged, standing, settledAt, at);
        }
        Standing next = Settlement.settle(merged);
        return new Order(id, revision + 1, merged, next, next != null && next.isSettled() ? at : null, at);
    }

    public boolean isSettled() {
        return standing != null && standing.isSettled();
    }

    /** Counts changes of status: 0 before it is placed, 1 for ACCEPTED, 2 once settled. */
    public int version() {
        if (standing == null) {
            return 0;
        }
        return standing.isSettled() ? 2 : 1;
    }

    /** When it reached its present status. Only for an order that was placed. */
    public Instant standsSince() {
        return settledAt != null ? settledAt : placement().placedAt();
    }

    /** What the world is told. Only for an order that was placed. */
    public OrderStatusChanged asItStands() {
        Placement placement = placement();
        Standing present = requireNonNull(standing);
        return new OrderStatusChanged(
                id,
                placement.customerId(),
                placement.currency(),
                placement.totalCents(),
                placement.items(),
                present.status(),
                present.reason(),
                facts.payment(),
                facts.inventory(),
                version(),
                placement.correlationId(),
                placement.context().traceId(),
                placement.placedAt(),
                updatedAt,
                settledAt,
                timeline(placement, present));
    }

    /** What those are told who hold something for it, when nobody placed it and it is cancelled whenever somebody does. */
    public Optional<OrderAbandoned> abandonment() {
        return facts.placement() == null && facts.cancellation() != null
                ? Optional.of(new OrderAbandoned(id, facts.cancellation()))
                : Optional.empty();
    }

    /** The trace it began in. Only for an order that was placed. */
    public TraceContext context() {
        return placement().context();
    }

    private List<Step> timeline(Placement placement, Standing present) {
        Step accepted = new Step(OrderStatus.ACCEPTED, placement.placedAt());
        return settledAt == null ? List.of(accepted) : List.of(accepted, new Step(present.status(), settledAt));
    }

    private Placement placement() {
        return requireNonNull(facts.placement(), "nobody placed this order");
    }

    /** The gateway's clock may be ahead of ours; a timeline never runs backwards. */
    private static Instant laterOf(Instant now, @Nullable Placement placement) {
        return placement != null && placement.placedAt().isAfter(now) ? placement.placedAt() : now;
    }
}
