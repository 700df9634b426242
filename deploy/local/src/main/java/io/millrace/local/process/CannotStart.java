package io.millrace.local.process;

/** Something that the person at the terminal can put right. The message is all that is shown: it says what, and what to do. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
