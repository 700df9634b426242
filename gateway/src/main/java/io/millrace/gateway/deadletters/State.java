package io.millrace.gateway.deadletters;

/** What has become of a dead letter. */
enum State {
    /** Nobody has dealt with it. */
    PARKED,
    /** Somebody wanted it to be handled once more. If that fails too, it is parked anew, as another letter. */
    REPLAYED,
    /** Somebody decided that nothing is to be done about it. */
    DISCARDED
}
