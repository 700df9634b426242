package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

class RetryingTest {

    private final List<String> made = new ArrayList<>();

    @Test
    void asksNothingOfThePolicyOfWorkThatSucceeds() {
        StepVerifier.create(Retrying.retrying(failing(0), Retry.from(failures -> {
                    throw new AssertionError("nothing has failed");
                })))
                .expectNext("done")
                .verifyComplete();
        assertThat(made).hasSize(1);
    }

    @Test
    void countsTheFirstFailureAsThePolicyDoes() {
        StepVerifier.withVirtualTime(() -> Retrying.retrying(
                        failing(2), Retry.backoff(2, Duration.ofSeconds(1)).jitter(0)))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .expectNoEvent(Duration.ofSeconds(2))
                .expectNext("done")
                .verifyComplete();
        assertThat(made).hasSize(3);
    }

    @Test
    void failsOnceThePolicyGivesUp() {
        StepVerifier.create(Retrying.retrying(
                        failing(9), Retry.max(2).onRetryExhaustedThrow((policy, last) -> last.failure())))
                .verifyErrorMessage("attempt 3");
        assertThat(made).hasSize(3);
    }

    @Test
    void passesOnAtOnceWhatThePolicyDoesNotRetry() {
        StepVerifier.create(
                        Retrying.retrying(failing(9), Retry.max(2).filter(IllegalArgumentException.class::isInstance)))
                .verifyErrorMessage("attempt 1");
        assertThat(made).hasSize(1);
    }

    private Mono<String> failing(int times) {
        return Mono.defer(() -> {
            made.add("attempt " + (made.size() + 1));
            return made.size() <= times ? Mono.error(new IllegalStateException(made.getLast())) : Mono.just("done");
        });
    }
}
