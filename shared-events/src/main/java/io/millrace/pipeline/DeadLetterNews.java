package io.millrace.pipeline;

import io.millrace.events.DeadLetterActed;
import io.millrace.events.Event;

/** What one learns of dead letters in reading everything about them from the beginning. */
public sealed interface DeadLetterNews {

    /** A record was parked. */
    record Parked(ParkedRecord letter) implements DeadLetterNews {}

    /** Something was done, or is to be done. Can come before the letter it is about, and more than once. */
    record Acted(Event<? extends DeadLetterActed> event) implements DeadLetterNews {}

    /** All that was there when the reading began has been told. Comes once. */
    record CaughtUp() implements DeadLetterNews {}
}
