package io.millrace.events.wire;

/** Bytes that are no event we know. Permanent: they will not decode the next time either. The message holds no payload. */
public final class Undecodable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Undecodable(String message) {
        super(message);
    }

    public Undecodable(String message, Throwable cause) {
        super(message, cause);
    }
}
