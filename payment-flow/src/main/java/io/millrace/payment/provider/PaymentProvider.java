package io.millrace.payment.provider;

import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Step;
import reactor.core.publisher.Mono;

/** Somebody who moves money, once for each idempotency key. */
@FunctionalInterface
public interface PaymentProvider {

    /**
     * Makes the call on subscription.
     *
     * @return an answer that fits the call. Errors: {@link io.millrace.pipeline.Outage} when the provider is not there for anybody,
     *     {@link io.millrace.pipeline.PermanentFailure} when it refuses this very call; anything else may go well the next time, and may
     *     have taken effect already
     */
    Mono<Answer> answer(Step.Call call);
}
