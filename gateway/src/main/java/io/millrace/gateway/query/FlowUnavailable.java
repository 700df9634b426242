package io.millrace.gateway.query;

import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.ProblemException;
import java.time.Duration;

/** A flow could not be asked: it is gone, too slow, or answers with something that is no answer. Says nothing of what it knows. */
public final class FlowUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param flow as operators call it
     * @param retryAfter when it is worth asking again
     */
    FlowUnavailable(String flow, Duration retryAfter, Throwable cause) {
        // Thrown for every question while a flow is gone; the cause tells where, as far as anything does.
        super(flow + " cannot be asked", cause, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }

    /** What a caller is told who needed the answer. */
    public ProblemException problem() {
        return Problem.unavailable("The part that knows the answer does not answer right now.", retryAfter)
                .exception();
    }
}
