package io.millrace.gateway.orders;

import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.http.IdempotencyKey;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.Problems;
import io.millrace.gateway.http.RequestTrace;
import io.millrace.gateway.intake.FieldError;
import io.millrace.gateway.intake.Lines;
import io.millrace.gateway.intake.OrderDraft;
import io.millrace.gateway.intake.OrderReader;
import io.millrace.gateway.intake.Reading;
import io.millrace.gateway.publishing.EventLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code POST /orders} with a line for each order, and a line back for each, in order, as long as the client likes. */
@Component
final class StreamedOrders {

    private static final MediaType NDJSON = MediaType.parseMediaType(Negotiation.NDJSON);

    private final PlacingOrders placing;
    private final EventLog log;
    private final GatewayProperties limits;

    StreamedOrders(PlacingOrders placing, EventLog log, GatewayProperties limits) {
        this.placing = placing;
        this.log = log;
        this.limits = limits;
    }

    Mono<ServerResponse> place(ServerRequest request) {
        ServerWebExchange exchange = request.exchange();
        Negotiation.requireAccepted(exchange.getRequest().getHeaders(), Negotiation.NDJSON);
        Client client = new Client(
                IdempotencyKey.of(exchange),
                RequestTrace.of(exchange),
                exchange.getRequest().getPath().value());
        ServerHttpResponse response = exchange.getResponse();
        Flux<DataBuffer> answers = new AnsweredLines(
                exchange.getRequest().getBody(),
                limits.maxLineBytes(),
                limits.linesInFlight(),
                line -> answer(line, client),
                response.bufferFactory(),
                Schedulers.parallel());
        // Each batch of answers is written out as it comes: the client may be waiting for it before it sends more.
        return ServerResponse.ok()
                .contentType(NDJSON)
                .build((same, context) -> same.getResponse().writeAndFlushWith(answers.map(Mono::just)));
    }

    /** What all lines of one stream have in common. */
    private record Client(@Nullable IdempotencyKey key, TraceContext context, String path) {

        Mono<byte[]> refuse(long line, Problem problem) {
            return Mono.fromSupplier(() -> OrderJson.refusedLine(line, problem, path, context));
        }
    }

    private Mono<byte[]> answer(Lines line, Client client) {
        long number = line.number();
        if (line.tooLong()) {
            String message = "must have at most " + limits.maxLineBytes() + " bytes";
            return client.refuse(number, Problem.refused(List.of(new FieldError("", message))));
        }
        return switch (OrderReader.read(line.bytes(), line.offset(), line.length())) {
            case Reading.Read<OrderDraft> good -> place(good.value(), number, client);
            case Reading.Refused<OrderDraft> bad -> client.refuse(number, Problem.refused(bad.errors()));
        };
    }

    private Mono<byte[]> place(OrderDraft draft, long number, Client client) {
        IdempotencyKey key = client.key();
        OrderId id = key == null ? placing.newId() : new OrderId(key.id(PlacingOrders.NAMESPACE, number));
        Mono<Void> placed = key == null
                ? placing.place(id, draft, client.context(), log::publishPatiently)
                : placing.placeOnce(id, draft, client.context(), log::publishPatiently);
        return placed.then(Mono.fromSupplier(() -> OrderJson.acceptedLine(number, id)))
                .onErrorResume(error -> client.refuse(number, Problems.of(error, client.context())));
    }
}
