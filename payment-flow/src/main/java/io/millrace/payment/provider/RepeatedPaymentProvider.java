package io.millrace.payment.provider;

import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Step;
import io.millrace.pipeline.Retrying;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Asks again, a few times and under the same key, when the provider is there and stumbles. With three calls in ten failing, five attempts of a
 * record would otherwise park one in four hundred, for a fault that none of them has.
 */
final class RepeatedPaymentProvider implements PaymentProvider {

    /** Few enough not to open the circuit by the trouble of a single call. */
    static final int REPETITIONS = 2;

    /** Doubled before each further one, with jitter. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Retry AGAIN = Retry.backoff(REPETITIONS, PAUSE)
            .filter(ProviderError.class::isInstance)
            .onRetryExhaustedThrow((policy, last) -> last.failure());

    private final PaymentProvider provider;

    RepeatedPaymentProvider(PaymentProvider provider) {
        this.provider = provider;
    }

    @Override
    public Mono<Answer> answer(Step.Call call) {
        return Retrying.retrying(provider.answer(call), AGAIN);
    }
}
