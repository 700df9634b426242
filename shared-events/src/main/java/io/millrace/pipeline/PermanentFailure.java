package io.millrace.pipeline;

/** This event can never be handled. Thrown by handlers; see {@link Failure.Permanent}. */
public final class PermanentFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PermanentFailure(String message) {
        super(message);
    }
}
