package io.millrace.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Charge;
import io.millrace.payment.decision.Step;
import io.millrace.pipeline.Outage;
import io.millrace.pipeline.PermanentFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class GuardedPaymentProviderTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration OF_A_SLOW_MACHINE = Duration.ofSeconds(30);

    private final Step.Call call = new Step.Authorize(new OrderId(Uuids.version7(1)), new Charge(2598, "EUR"));
    private final CircuitBreaker circuit = CircuitBreaker.of("test", ProviderConfiguration.circuit(properties()));

    @Test
    void givesUpOnACallAfterItsTimeLimit() {
        StepVerifier.withVirtualTime(() -> guarded(Mono.never()))
                .expectSubscription()
                .expectNoEvent(LIMIT.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(Outage.class).hasCauseInstanceOf(TimeoutException.class));
    }

    @Test
    void takesACallThatGotNoAnswerInTimeForAnOutageThoughItIsTheOnlyOne() {
        hang(1);

        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void opensTheCircuitWhenSeveralGotNoAnswerInTime() {
        hang(4);

        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void takesAConnectionCutBeforeTheAnswerForAnOutageAndMakesTheCallAgain() {
        try (StubProvider cutting = StubProvider.start()) {
            var provider = new GuardedPaymentProvider(
                    new HttpPaymentProvider(
                            HttpClient.create().host("127.0.0.1").port(cutting.port())),
                    OF_A_SLOW_MACHINE,
                    circuit);
            cutting.closesNext();

            StepVerifier.create(provider.answer(call))
                    .verifyErrorSatisfies(error ->
                            assertThat(error).isInstanceOf(Outage.class).hasCauseInstanceOf(IOException.class));
            assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
            StepVerifier.create(provider.answer(call))
                    .expectNext(new Answer.Approved("a-1"))
                    .verifyComplete();
        }
    }

    @Test
    void letsOneFailedCallBeAFailureOfItsRecord() {
        StepVerifier.create(guarded(Mono.error(new ProviderError("500")))).verifyError(ProviderError.class);
    }

    @Test
    void makesNoCallWhileTheCircuitIsOpen() {
        fail(4);

        StepVerifier.create(guarded(Mono.error(new AssertionError("called"))))
                .expectErrorMatches(error ->
                        error instanceof Outage outage && outage.dependency().equals("payment-provider"))
                .verify();
    }

    @Test
    void countsTheCallThatOpensTheCircuitAsPartOfTheOutage() {
        fail(3);

        StepVerifier.create(guarded(Mono.error(new ProviderError("500")))).verifyError(Outage.class);
        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void countsAFailedTrialAsPartOfTheOutage() {
        fail(4);
        circuit.transitionToHalfOpenState();

        StepVerifier.create(guarded(Mono.error(new ProviderError("500")))).verifyError(Outage.class);
        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void makesCallsAgainOnceATrialWentWell() {
        fail(4);
        circuit.transitionToHalfOpenState();

        StepVerifier.create(guarded(Mono.just(new Answer.Declined())))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void doesNotHoldARefusalAgainstTheProvider() {
        for (int i = 0; i < 20; i++) {
            StepVerifier.create(guarded(Mono.error(new PermanentFailure("422"))))
                    .verifyError(PermanentFailure.class);
        }
        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void givesTheTrialBackWhenItIsCancelled() {
        fail(4);
        circuit.transitionToHalfOpenState();

        StepVerifier.create(guarded(Mono.never())).thenCancel().verify();

        StepVerifier.create(guarded(Mono.just(new Answer.Declined())))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void takesARefusedConnectionForAnOutageAtOnceAndGoesOnWhenTheProviderIsBack() {
        StubProvider gone = StubProvider.start();
        int port = gone.port();
        gone.close();
        var http = new HttpPaymentProvider(HttpClient.create().host("127.0.0.1").port(port));
        var provider = new GuardedPaymentProvider(http, OF_A_SLOW_MACHINE, circuit);

        StepVerifier.create(provider.answer(call)).verifyError(Outage.class);

        try (StubProvider back = StubProvider.startAt(port)) {
            StepVerifier.create(provider.answer(call))
                    .expectNext(new Answer.Approved("a-1"))
                    .verifyComplete();
        }
    }

    private Mono<Answer> guarded(Mono<Answer> answer) {
        return new GuardedPaymentProvider(anyCall -> answer, LIMIT, circuit).answer(call);
    }

    private void hang(int calls) {
        for (int i = 0; i < calls; i++) {
            StepVerifier.withVirtualTime(() -> guarded(Mono.never()))
                    .thenAwait(LIMIT)
                    .verifyError(Outage.class);
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            guarded(Mono.error(new ProviderError("500"))).onErrorComplete().block();
        }
    }

    private static ProviderProperties properties() {
        return new ProviderProperties(
                URI.create("http://127.0.0.1:1"),
                LIMIT,
                Duration.ofSeconds(1),
                10,
                Duration.ofSeconds(30),
                new ProviderProperties.Circuit(Duration.ofSeconds(60), 50, 4, Duration.ofSeconds(2), 1));
    }
}
