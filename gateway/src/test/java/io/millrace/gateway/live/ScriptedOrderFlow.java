package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.gateway.query.OrderQueries;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** An order-flow that says what a test tells it to. */
final class ScriptedOrderFlow implements OrderQueries {

    private final Map<OrderId, Mono<byte[]>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    void knows(OrderStatusChanged order) {
        answers(order.orderId(), Mono.just(Orders.json(order)));
    }

    void answers(OrderId id, Mono<byte[]> answer) {
        answers.put(id, answer);
    }

    void cannotBeAskedFor(OrderId id) {
        answers(id, Mono.error(new IllegalStateException("order-flow is away")));
    }

    int timesAsked() {
        return asked.get();
    }

    @Override
    public Mono<byte[]> find(OrderId id) {
        return Mono.defer(() -> {
            asked.incrementAndGet();
            return answers.getOrDefault(id, Mono.empty());
        });
    }
}
