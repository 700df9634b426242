package io.millrace.gateway.query;

import io.millrace.events.OrderId;
import reactor.core.publisher.Mono;

/** Asks order-flow about orders. Guarded by a time limit and a circuit breaker; a change of state never depends on it. */
public interface OrderQueries {

    /**
     * The order as it stands, as JSON.
     *
     * @return empty when order-flow does not know the order; an error when order-flow cannot be asked
     */
    Mono<byte[]> find(OrderId id);
}
