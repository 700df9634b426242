package io.millrace.pipeline;

/** Failures sorted by what we do next. */
public sealed interface Failure {

    /** It may go well the next time: try again, a bounded number of times. */
    record Transient() implements Failure {}

    /** It will fail the same way each time: park the record at once. */
    record Permanent() implements Failure {}

    /**
     * Something that every record needs is gone: wait for it, count no attempts, take nothing more in.
     *
     * @param dependency as operators call it, such as {@code postgres}
     */
    record Unavailable(String dependency) implements Failure {}

    Failure TRANSIENT = new Transient();
    Failure PERMANENT = new Permanent();

    /** The broker, as operators call it. */
    String KAFKA = "kafka";
}
