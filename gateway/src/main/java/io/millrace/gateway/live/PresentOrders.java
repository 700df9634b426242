package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.wire.FactJson;
import io.millrace.gateway.query.OrderQueries;
import reactor.core.publisher.Mono;

/** Orders as they stand, also for those who ask before order-flow has heard of them. */
final class PresentOrders {

    private final OrderQueries queries;
    private final RecentlyAccepted accepted;
    private final Patience patience;
    private final StatusHub hub;

    PresentOrders(OrderQueries queries, RecentlyAccepted accepted, Patience patience, StatusHub hub) {
        this.queries = queries;
        this.accepted = accepted;
        this.patience = patience;
        this.hub = hub;
    }

    /** The order as JSON; empty when nobody placed it; the error of {@link OrderQueries#find} when that cannot be told. */
    Mono<byte[]> find(OrderId id) {
        return queries.find(id)
                .onErrorResume(error -> asAccepted(id).switchIfEmpty(Mono.error(error)))
                .switchIfEmpty(asAccepted(id))
                .switchIfEmpty(Mono.defer(() -> patience.with(id).isZero() ? Mono.empty() : appearance(id)));
    }

    private Mono<byte[]> asAccepted(OrderId id) {
        return Mono.fromSupplier(() -> {
            OrderStatusChanged known = accepted.find(id);
            return known == null ? null : FactJson.write(known);
        });
    }

    private Mono<byte[]> appearance(OrderId id) {
        return Mono.create(caller -> {
            var watch = new FirstState(id, caller);
            hub.execute(() -> hub.joinAhead(watch));
            caller.onDispose(() -> hub.execute(() -> hub.leave(watch)));
        });
    }
}
