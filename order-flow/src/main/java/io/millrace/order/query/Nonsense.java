package io.millrace.order.query;

/** A question that has no answer. The gateway validates what callers ask; this is for who comes past it. */
final class Nonsense extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Nonsense(String message) {
        super(message);
    }

    Nonsense(String message, Throwable cause) {
        super(message, cause);
    }
}
