package io.millrace.pipeline;

/** Failures sorted by what we do next. */
public enum Failure {
    /** It may go well the next time: try again, a bounded number of times. */
    TRANSIENT,
    /** It will fail the same way each time: park the record at once. */
    PERMANENT,
    /** Something that everything needs is gone: wait for it, count no attempts, take nothing more in. */
    OUTAGE
}
