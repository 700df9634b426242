package io.millrace.gateway.http;

/** A request ends in a {@link Problem}. The error handler renders it; it is neither logged nor given a stack trace, being an answer and no fault of ours. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
