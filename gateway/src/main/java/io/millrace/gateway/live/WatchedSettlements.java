package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** {@link SettledOrders} by way of the hub. */
final class WatchedSettlements implements SettledOrders {

    private final StatusHub hub;

    WatchedSettlements(StatusHub hub) {
        this.hub = hub;
    }

    @Override
    public Mono<byte[]> whenSettled(OrderId id, Mono<Void> placed, Duration limit) {
        return Mono.defer(() -> {
            var watch = new Settlement(id);
            Sinks.Empty<Void> joined = Sinks.empty();
            // Not as a part of what is subscribed to: a caller that goes at once would leave before it joins.
            hub.execute(() -> {
                hub.joinAhead(watch);
                joined.tryEmitEmpty();
            });
            return joined.asMono()
                    // Placing the order is no work for the hub's thread.
                    .publishOn(Schedulers.parallel())
                    .then(placed)
                    .then(watch.outcome().timeout(limit, Mono.empty()))
                    .doFinally(end -> hub.execute(() -> hub.leave(watch)));
        });
    }
}
