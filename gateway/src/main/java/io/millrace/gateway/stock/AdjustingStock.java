package io.millrace.gateway.stock;

import io.millrace.events.Event;
import io.millrace.events.InvalidFact;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.events.TraceContext;
import io.millrace.events.Uuids;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.http.Answers;
import io.millrace.gateway.http.Bodies;
import io.millrace.gateway.http.IdempotencyKey;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.RequestTrace;
import io.millrace.gateway.intake.AdjustmentDraft;
import io.millrace.gateway.intake.AdjustmentReader;
import io.millrace.gateway.intake.Reading;
import io.millrace.gateway.publishing.EventLog;
import io.millrace.gateway.publishing.FirstUses;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /inventory/{sku}/adjustments}: stored once the brokers have it. An adjustment sent again under its key counts once, by its event id. */
@Component
final class AdjustingStock {

    /** The namespace of adjustment ids that follow from idempotency keys; not that of orders, which the same keys may name. */
    static final UUID NAMESPACE = UUID.fromString("0b7c3f52-94d0-5c1a-8e47-d3b1f6a2c905");

    private final Bodies bodies;
    private final EventLog log;
    private final FirstUses<StockAdjusted> adjustments;
    private final Clock clock;

    AdjustingStock(Bodies bodies, EventLog log, GatewayProperties properties, Clock clock) {
        this.bodies = bodies;
        this.log = log;
        this.adjustments = new FirstUses<>(properties);
        this.clock = clock;
    }

    Mono<ServerResponse> adjust(ServerRequest request) {
        HttpHeaders headers = request.exchange().getRequest().getHeaders();
        Sku sku = sku(request.pathVariable("sku"));
        Negotiation.requireBody(headers, Negotiation.JSON);
        Negotiation.requireAccepted(headers, Negotiation.JSON);
        IdempotencyKey key = IdempotencyKey.of(request.exchange());
        TraceContext context = RequestTrace.of(request);
        return bodies.collect(request.exchange().getRequest()).flatMap(body -> {
            AdjustmentDraft draft = read(body);
            return adjust(new StockAdjusted(sku, draft.delta(), draft.reason()), key, context);
        });
    }

    private Mono<ServerResponse> adjust(StockAdjusted fact, @Nullable IdempotencyKey key, TraceContext context) {
        UUID id = key == null ? Uuids.version7(clock.millis()) : key.id(NAMESPACE);
        if (key != null && !adjustments.firstOr(id, fact).equals(fact)) {
            return Mono.error(Problem.idempotencyKeyReused().exception());
        }
        return log.publish(new Event<>(id.toString(), EventLog.SOURCE, clock.instant(), context, fact))
                .doOnError(error -> adjustments.forgetIfRefused(id, fact, error))
                .then(Mono.defer(() -> Answers.json(ServerResponse.accepted(), receipt(fact, id))));
    }

    private static Sku sku(String text) {
        try {
            return new Sku(text);
        } catch (InvalidFact malformed) {
            throw Problem.notFound("There is no stock under this name.").exception();
        }
    }

    private static AdjustmentDraft read(byte[] body) {
        return switch (AdjustmentReader.read(body, 0, body.length)) {
            case Reading.Read<AdjustmentDraft> good -> good.value();
            case Reading.Refused<AdjustmentDraft> bad ->
                throw Problem.refused(bad.errors()).exception();
        };
    }

    private static byte[] receipt(StockAdjusted fact, UUID id) {
        String json = "{\"sku\":\"" + fact.sku() + "\",\"delta\":" + fact.delta() + ",\"adjustmentId\":\"" + id + "\"}";
        return json.getBytes(StandardCharsets.ISO_8859_1);
    }
}
