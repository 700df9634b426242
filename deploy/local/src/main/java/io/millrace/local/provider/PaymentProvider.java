package io.millrace.local.provider;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.LoopResources;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The provider's HTTP interface. All of it runs on one event loop, which is thereby the only thread that knows ledger and faults. */
public final class PaymentProvider {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final JsonMapper STRICT_JSON = JSON.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String LOOPBACK = "127.0.0.1";

    private final Ledger ledger;
    private Faults faults = Faults.NONE;

    private PaymentProvider(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The port, the file that keeps what happens, and the address to listen on: in a container it is not 127.0.0.1. */
    public static void main(String... arguments) {
        String address = arguments.length > 2 ? arguments[2] : LOOPBACK;
        start(address, Integer.parseInt(arguments[0]), Path.of(arguments[1]))
                .onDispose()
                .block();
    }

    static DisposableServer start(int port, Path journal) {
        return start(LOOPBACK, port, journal);
    }

    private static DisposableServer start(String address, int port, Path journal) {
        var provider = new PaymentProvider(Ledger.in(journal));
        return HttpServer.create()
                .host(address)
                .port(port)
                .runOn(LoopResources.create("provider", 1, 1, true))
                .route(provider::routes)
                .bindNow();
    }

    private void routes(HttpServerRoutes routes) {
        for (Operation operation : Operation.values()) {
            routes.post(operation.path(), (request, response) -> handle(operation, request, response));
        }
        routes.get("/ledger", (request, response) -> send(response, 200, ledger.lines()))
                .get("/faults", (request, response) -> send(response, 200, faults))
                .put("/faults", this::changeFaults)
                .get("/health", (request, response) -> send(response, 200, Map.of("status", "UP")));
    }

    private Publisher<Void> handle(Operation operation, HttpServerRequest request, HttpServerResponse response) {
        return body(request).flatMap(body -> {
            PaymentRequest payment = parse(body);
            ledger.countCall(operation, payment);
            Faults now = faults;
            if (now.down()) {
                return hangUp(response);
            }
            Answer answer = answer(operation, request.requestHeaders().get("Idempotency-Key"), payment, now);
            Mono<Void> sent = Mono.defer(() -> send(response, answer));
            return now.latencyMillis() == 0 ? sent : Mono.delay(now.latency()).then(sent);
        });
    }

    private Answer answer(Operation operation, @Nullable String key, @Nullable PaymentRequest request, Faults now) {
        if (request == null) {
            return Answer.problem(400, "Unreadable", "the body is not the JSON of a payment request");
        }
        String problem = request.problemIn(operation);
        if (problem != null) {
            return Answer.problem(400, "Refused", problem);
        }
        if (key == null || key.isBlank()) {
            return Answer.problem(400, "Refused", "the header Idempotency-Key is missing");
        }
        if (now.refuses(request.currency())) {
            return Answer.problem(422, "Refused", "amounts in this currency cannot be taken");
        }
        double lot = ThreadLocalRandom.current().nextDouble();
        Answer failure = Answer.problem(500, "Out of order", "as /faults says");
        if (now.failsBefore(lot)) {
            return failure;
        }
        Answer answer = ledger.perform(operation, key, request);
        return now.failsAfter(lot) ? failure : answer;
    }

    private Publisher<Void> changeFaults(HttpServerRequest request, HttpServerResponse response) {
        return body(request).flatMap(body -> {
            try {
                faults = faults.with(STRICT_JSON.readValue(body, Faults.Change.class));
                return send(response, 200, faults);
            } catch (JacksonException e) {
                return send(
                        response,
                        Answer.problem(
                                400,
                                "Refused",
                                "the body is {latencyMillis, errorRate, down, refusedCurrency}, or some of them"));
            } catch (IllegalArgumentException e) {
                return send(response, Answer.problem(400, "Refused", String.valueOf(e.getMessage())));
            }
        });
    }

    private static Mono<byte[]> body(HttpServerRequest request) {
        return request.receive().aggregate().asByteArray().defaultIfEmpty(new byte[0]);
    }

    private static @Nullable PaymentRequest parse(byte[] body) {
        try {
            return JSON.readValue(body, PaymentRequest.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Mono<Void> hangUp(HttpServerResponse response) {
        response.withConnection(connection -> connection.channel().close());
        return Mono.never(); // cancelled as the connection closes
    }

    private static Mono<Void> send(HttpServerResponse response, Answer answer) {
        return switch (answer) {
            case Answer.Done done -> send(response, 200, done.payment());
            case Answer.Problem problem -> send(response, problem.status(), "application/problem+json", problem);
        };
    }

    private static Mono<Void> send(HttpServerResponse response, int status, Object body) {
        return send(response, status, "application/json", body);
    }

    private static Mono<Void> send(HttpServerResponse response, int status, String type, Object body) {
        byte[] bytes = JSON.writeValueAsBytes(body);
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, type)
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length))
                .sendByteArray(Mono.just(bytes))
                .then();
    }
}
