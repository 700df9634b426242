package io.millrace.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A fact with its envelope, as it travels.
 *
 * @param id the same for the same fact, however often it is published; see {@link EventIds}
 * @param source who published it, such as {@code /millrace/gateway}
 * @param time when the fact came to be, in whole milliseconds
 */
public record Event<F extends Fact>(String id, String source, Instant time, TraceContext context, F fact) {

    public Event {
        Rules.require(!id.isEmpty() && !source.isEmpty(), "an event has an id and a source");
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** An event whose id follows from the fact. */
    public static <F extends Fact> Event<F> of(String source, Instant time, TraceContext context, F fact) {
        return new Event<>(EventIds.of(fact), source, time, context, fact);
    }

    /** The same event at another place of its trace. */
    public Event<F> at(TraceContext place) {
        return new Event<>(id, source, time, place, fact);
    }
}
