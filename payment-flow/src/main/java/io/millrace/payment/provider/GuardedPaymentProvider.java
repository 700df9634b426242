package io.millrace.payment.provider;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Step;
import io.millrace.pipeline.Outage;
import io.millrace.pipeline.PermanentFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/** Gives up on a call after a while, on the provider after many, and tells one call that failed from a provider that is gone. */
final class GuardedPaymentProvider implements PaymentProvider {

    static final String NAME = "payment-provider";

    private final PaymentProvider provider;
    private final Duration timeLimit;
    private final CircuitBreaker circuit;

    /** @param timeLimit for a whole call, the wait for a connection included */
    GuardedPaymentProvider(PaymentProvider provider, Duration timeLimit, CircuitBreaker circuit) {
        this.provider = provider;
        this.timeLimit = timeLimit;
        this.circuit = circuit;
    }

    @Override
    public Mono<Answer> answer(Step.Call call) {
        return provider.answer(call)
                .timeout(timeLimit)
                .transformDeferred(CircuitBreakerOperator.of(circuit))
                .onErrorMap(this::nobodyIsThere, gone -> new Outage(NAME, gone));
    }

    private boolean nobodyIsThere(Throwable error) {
        return switch (error) {
            case PermanentFailure refused -> false;
            case CallNotPermittedException notMade -> true;
            // Refused, not accepted in time, or cut before an answer came: the provider, or the way to it, is gone.
            // A call that was cut may have taken effect; it is made again under the same key.
            case IOException gone -> true;
            // Slow for this call alone, or for all? The first to meet it cannot tell, and a lone order never fails
            // often enough to open the circuit. It too is made again under the same key.
            case TimeoutException noAnswer -> true;
            // The call that opened the circuit, those that were under way then, and trials that failed are of the
            // outage too. Counted as failures of their records, they would park the few that happen to meet it
            // each time.
            default -> circuit.getState() != CircuitBreaker.State.CLOSED;
        };
    }
}
