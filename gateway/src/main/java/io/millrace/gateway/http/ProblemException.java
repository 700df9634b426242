package io.millrace.gateway.http;

import org.jspecify.annotations.Nullable;

/** A request ends in a {@link Problem}. The error handler renders it; it is neither logged nor given a stack trace, being an answer and no fault of ours. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /** @param cause for those who handle the error on its way; never shown */
    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.detail(), cause, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
