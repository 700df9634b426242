package io.millrace.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Retries that cost only whoever fails. */
public final class Retrying {

    private Retrying() {}

    /**
     * As {@link Mono#retryWhen}, which builds all it needs for a second attempt before the first: a dozen objects for each order and each step of it. Here they
     * are built by the first failure, which the policy then counts and judges as if it had seen it happen.
     */
    public static <T> Mono<T> retrying(Mono<T> work, Retry policy) {
        // Only to hand the first failure to the policy, which decides whether it is passed on.
        return work.onErrorResume(first -> {
            AtomicBoolean told = new AtomicBoolean();
            return Mono.defer(() -> told.getAndSet(true) ? work : Mono.<T>error(first))
                    .retryWhen(policy);
        });
    }
}
