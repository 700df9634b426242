package io.millrace.pipeline;

/** A dependency is gone, for every record alike. Thrown by handlers; see {@link Failure.Unavailable}. */
public final class Outage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String dependency;

    /** @param dependency what is waited for, as operators call it: {@code postgres}, {@code payment-provider}, {@code kafka} */
    public Outage(String dependency, Throwable cause) {
        super(dependency + " cannot be reached", cause);
        this.dependency = dependency;
    }

    public String dependency() {
        return dependency;
    }
}
