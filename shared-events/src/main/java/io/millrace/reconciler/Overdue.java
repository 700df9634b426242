package io.millrace.reconciler;

import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import java.time.Instant;

/**
 * An order that should have come to its end by now. Also its place among all that are overdue, by age: the id breaks ties, so that going on
 * behind it neither skips nor repeats any.
 *
 * @param since what its age counts from, in whole microseconds, as it is stored
 * @param context for what is published about it
 */
public record Overdue(Instant since, OrderId orderId, TraceContext context) {}
