package io.millrace.order.store;

import io.millrace.events.TraceContext;

/** An order that is still open though it should be settled by now. */
public record LateOrder(Position position, TraceContext context) {}
