package io.millrace.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import io.millrace.payment.decision.Charge;
import io.millrace.payment.decision.Step;
import io.millrace.payment.provider.StubProvider.HeldCall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The provider never has more calls of ours than there are connections, and no more wait than that. */
class BulkheadTest {

    private static final int CONNECTIONS = 2;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final StubProvider stub = StubProvider.start();
    private final ConnectionProvider connections = ProviderConfiguration.connections(properties());
    private final PaymentProvider provider = new HttpPaymentProvider(
            HttpClient.create(connections).host("127.0.0.1").port(stub.port()));

    @AfterEach
    void close() {
        connections.disposeLater().block(SOON);
        stub.close();
    }

    @Test
    void holdsBackCallsBeyondTheConnectionsAndRefusesThoseBeyondTheWaiting() {
        List<HeldCall> underWay =
                Stream.generate(stub::holdsNext).limit(CONNECTIONS).toList();
        var answers = Flux.range(0, 3 * CONNECTIONS)
                .flatMap(i -> provider.answer(authorization(i)).materialize())
                .filter(signal -> !signal.isOnComplete())
                .cache();

        var refused =
                answers.take(CONNECTIONS).collectList().blockOptional(SOON).orElseThrow();
        underWay.forEach(call -> call.arrived().block(SOON));

        assertThat(refused).allMatch(signal -> signal.isOnError());
        assertThat(stub.keys()).hasSize(CONNECTIONS);
        underWay.forEach(call -> call.release().run());
        assertThat(answers.skip(CONNECTIONS).collectList().blockOptional(SOON).orElseThrow())
                .hasSize(2 * CONNECTIONS)
                .allMatch(signal -> signal.isOnNext());
        assertThat(stub.keys()).hasSize(2 * CONNECTIONS);
    }

    private static Step.Call authorization(int number) {
        return new Step.Authorize(new OrderId(Uuids.version7(number)), new Charge(2598, "EUR"));
    }

    private static ProviderProperties properties() {
        return new ProviderProperties(
                URI.create("http://127.0.0.1:1"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                CONNECTIONS,
                Duration.ofSeconds(30),
                new ProviderProperties.Circuit(Duration.ofSeconds(60), 50, 4, Duration.ofSeconds(2), 1));
    }
}
