package io.millrace.gateway.orders;

import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import io.millrace.gateway.http.Answers;
import io.millrace.gateway.http.Bodies;
import io.millrace.gateway.http.IdempotencyKey;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.RequestTrace;
import io.millrace.gateway.http.WaitPreference;
import io.millrace.gateway.intake.OrderDraft;
import io.millrace.gateway.intake.OrderReader;
import io.millrace.gateway.intake.Reading;
import io.millrace.gateway.live.SettledOrders;
import io.millrace.gateway.publishing.EventLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /orders} with one order: a receipt once the brokers have it, or the settled order for those who wait. */
@Component
final class SingleOrder {

    private final Bodies bodies;
    private final PlacingOrders placing;
    private final SettledOrders settled;
    private final EventLog log;

    SingleOrder(Bodies bodies, PlacingOrders placing, SettledOrders settled, EventLog log) {
        this.bodies = bodies;
        this.placing = placing;
        this.settled = settled;
        this.log = log;
    }

    Mono<ServerResponse> place(ServerRequest request) {
        ServerHttpRequest in = request.exchange().getRequest();
        HttpHeaders headers = in.getHeaders();
        Negotiation.requireAccepted(headers, Negotiation.JSON);
        IdempotencyKey key = IdempotencyKey.of(request.exchange());
        Duration wait = WaitPreference.of(headers.getOrEmpty(WaitPreference.HEADER));
        TraceContext context = RequestTrace.of(request);
        return bodies.collect(in).flatMap(body -> place(read(body), key, wait, context));
    }

    private Mono<ServerResponse> place(
            OrderDraft draft, @Nullable IdempotencyKey key, @Nullable Duration wait, TraceContext context) {
        OrderId id = key == null ? placing.newId() : new OrderId(key.id(PlacingOrders.NAMESPACE));
        Mono<Void> placed = key == null
                ? placing.place(id, draft, context, log::publish)
                : placing.placeOnce(id, draft, context, log::publish);
        Mono<ServerResponse> receipt = Mono.defer(
                () -> Answers.json(answer(ServerResponse.accepted(), id, wait), OrderJson.accepted(id, draft)));
        if (wait == null || wait.isZero()) {
            return placed.then(receipt);
        }
        return settled.whenSettled(id, placed, wait)
                .flatMap(order -> Answers.json(answer(ServerResponse.ok(), id, wait), order))
                .switchIfEmpty(receipt);
    }

    private static ServerResponse.BodyBuilder answer(
            ServerResponse.BodyBuilder answer, OrderId id, @Nullable Duration wait) {
        answer.header(HttpHeaders.LOCATION, "/orders/" + id);
        return wait == null ? answer : answer.header(WaitPreference.APPLIED, WaitPreference.applied(wait));
    }

    private static OrderDraft read(byte[] body) {
        return switch (OrderReader.read(body, 0, body.length)) {
            case Reading.Read<OrderDraft> good -> good.value();
            case Reading.Refused<OrderDraft> bad ->
                throw Problem.refused(bad.errors()).exception();
        };
    }
}
