package io.millrace.events;

/** A value that breaks a rule of the facts. Permanent: the same input fails the same way each time. */
public final class InvalidFact extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidFact(String message) {
        super(message);
    }
}
