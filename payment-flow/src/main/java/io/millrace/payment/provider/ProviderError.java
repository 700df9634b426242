package io.millrace.payment.provider;

import io.millrace.payment.decision.Step;
import io.millrace.pipeline.PermanentFailure;

/** The provider answered, and the answer helps nobody. Transient: it may answer better the next time. */
final class ProviderError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProviderError(String message) {
        // Under an outage there are thousands of these, and the place in our code is always the same.
        super(message, null, false, false);
    }

    /** What a status that is no success means for the call that met it. */
    static RuntimeException of(Step.Call call, int status) {
        String message = "the payment provider answered " + status + " to " + call.idempotencyKey();
        return isRefusal(status) ? new PermanentFailure(message) : new ProviderError(message);
    }

    /** 408, 409 and 429 speak of the moment (too slow, at work on the same key, too many), the other 4xx of the call. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 409 && status != 429;
    }
}
