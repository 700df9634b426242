package io.millrace.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A provider over real HTTP that does as it is told for the next calls, and keeps to its rules: one effect a key, no capture after a void. */
public final class StubProvider implements AutoCloseable {

    private static final Pattern ORDER = Pattern.compile("\"orderId\":\"([^\"]+)\"");
    private static final Pattern AMOUNT = Pattern.compile("\"amountCents\":(\\d+)");

    private sealed interface Fault {
        record Status(int code, boolean afterTakingEffect) implements Fault {}

        record Close() implements Fault {}

        record Say(String body) implements Fault {}

        record Hold(Sinks.Empty<Void> arrived, Sinks.Empty<Void> release) implements Fault {}
    }

    /** A call that the provider has, and does not answer before it is released. */
    public record HeldCall(Mono<Void> arrived, Runnable release) {}

    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final DisposableServer server;

    private StubProvider(int port) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> routes.post("/authorizations", (in, out) -> call(in, out, this::authorize))
                        .post("/captures", (in, out) -> call(in, out, body -> unless("void:", body, "CAPTURED")))
                        .post("/voids", (in, out) -> call(in, out, body -> unless("capture:", body, "VOIDED"))))
                .bindNow();
    }

    public static StubProvider start() {
        return new StubProvider(0);
    }

    static StubProvider startAt(int port) {
        return new StubProvider(port);
    }

    public int port() {
        return server.port();
    }

    public void failsNext(int status) {
        faults.add(new Fault.Status(status, false));
    }

    public void takesEffectAndFailsNext() {
        faults.add(new Fault.Status(500, true));
    }

    public void closesNext() {
        faults.add(new Fault.Close());
    }

    void saysNext(String body) {
        faults.add(new Fault.Say(body));
    }

    /** Takes effect and keeps the answer back. */
    public HeldCall holdsNext() {
        var hold = new Fault.Hold(Sinks.empty(), Sinks.empty());
        faults.add(hold);
        return new HeldCall(hold.arrived().asMono(), hold.release()::tryEmitEmpty);
    }

    /** The keys of all calls, as they came. */
    public List<String> keys() {
        return List.copyOf(keys);
    }

    List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** What happened to an order: the kinds of calls that took effect, each at most once by nature of the keys. */
    public List<String> effectsOn(OrderId order) {
        return List.of("authorization", "capture", "void").stream()
                .filter(kind -> {
                    String answer = answers.get(kind + ":" + order);
                    return answer != null && !answer.contains("DECLINED");
                })
                .toList();
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private interface Rule {
        /** The answer's body; null for a conflict. */
        @Nullable
        String apply(String body);
    }

    private Publisher<Void> call(HttpServerRequest in, HttpServerResponse out, Rule rule) {
        String key = String.valueOf(in.requestHeaders().get("Idempotency-Key"));
        return in.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap(body -> {
            keys.add(key);
            bodies.add(body);
            Supplier<@Nullable String> effect = () -> answers.computeIfAbsent(key, first -> rule.apply(body));
            Fault fault = faults.poll();
            return switch (fault) {
                case null -> answer(out, effect.get());
                case Fault.Close close -> {
                    in.withConnection(connection -> connection.channel().close());
                    yield Mono.<Void>never();
                }
                case Fault.Say say -> answer(out, say.body());
                case Fault.Hold hold -> {
                    String held = effect.get();
                    hold.arrived().tryEmitEmpty();
                    yield hold.release().asMono().then(answer(out, held));
                }
                case Fault.Status status -> {
                    if (status.afterTakingEffect()) {
                        assertThat(effect.get()).as("the effect of %s", key).isNotNull();
                    }
                    yield out.status(status.code())
                            .sendString(Mono.just("{\"title\":\"as told\"}"))
                            .then();
                }
            };
        });
    }

    private static Mono<Void> answer(HttpServerResponse out, @Nullable String body) {
        return body == null
                ? out.status(409).send()
                : out.sendString(Mono.just(body)).then();
    }

    private String authorize(String body) {
        boolean declined = found(AMOUNT, body).endsWith("13");
        return said(body, declined ? "DECLINED" : "APPROVED");
    }

    private @Nullable String unless(String other, String body, String status) {
        String order = found(ORDER, body);
        boolean authorized = answers.getOrDefault("authorization:" + order, "").contains("APPROVED");
        return authorized && !answers.containsKey(other + order) ? said(body, status) : null;
    }

    private static String said(String body, String status) {
        return "{\"id\":\"a-1\",\"orderId\":\"" + found(ORDER, body) + "\",\"more\":{\"a\":[1]},\"status\":\"" + status
                + "\"}";
    }

    private static String found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        assertThat(matcher.find()).as("%s in %s", pattern, body).isTrue();
        return matcher.group(1);
    }
}
