package io.millrace.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Charge;
import io.millrace.payment.decision.Step;
import io.millrace.pipeline.Outage;
import io.millrace.pipeline.PermanentFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RepeatedPaymentProviderTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    private final Step.Call call = new Step.Authorize(new OrderId(Uuids.version7(1)), new Charge(2598, "EUR"));
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void asksAgainWhenTheProviderStumbles() {
        verifying(new ProviderError("500"), new ProviderError("500"))
                .expectNext(new Answer.Declined())
                .verifyComplete();
        assertThat(calls).hasValue(3);
    }

    @Test
    void leavesItToTheRecordWhenItStumblesOnceMore() {
        verifying(new ProviderError("500"), new ProviderError("500"), new ProviderError("503"))
                .verifyErrorMessage("503");
        assertThat(calls).hasValue(3);
    }

    @Test
    void doesNotAskAgainWhoRefuses() {
        verifying(new PermanentFailure("400")).verifyError(PermanentFailure.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void doesNotAskAgainWhoIsNotThere() {
        verifying(new Outage("payment-provider", new IllegalStateException("gone")))
                .verifyError(Outage.class);
        assertThat(calls).hasValue(1);
    }

    /** A provider that fails so, one call after another, and then answers. */
    private StepVerifier.Step<Answer> verifying(RuntimeException... failures) {
        Deque<RuntimeException> left = new ArrayDeque<>(Arrays.asList(failures));
        PaymentProvider provider = asked -> Mono.defer(() -> {
            calls.incrementAndGet();
            return left.isEmpty() ? Mono.just(new Answer.Declined()) : Mono.error(left.pop());
        });
        return StepVerifier.withVirtualTime(() -> new RepeatedPaymentProvider(provider).answer(call))
                .thenAwait(LONG_ENOUGH);
    }
}
