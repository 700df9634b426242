package io.millrace.logging;

import io.millrace.events.DeadLetterActed;
import io.millrace.events.Event;
import io.millrace.events.OrderId;
import io.millrace.events.StockAdjusted;
import io.millrace.events.TraceContext;
import org.slf4j.spi.LoggingEventBuilder;

/** Puts on a line what ties it to an order, explicitly: nothing is kept in a thread-local. Names are those of the Elastic Common Schema where it has one. */
public final class InContext {

    static final String ORDER_ID = "orderId";
    static final String CORRELATION_ID = "correlationId";
    static final String TRACE_ID = "trace.id";

    private InContext() {}

    /** The line of something that belongs to a request. */
    public static LoggingEventBuilder of(LoggingEventBuilder line, TraceContext context) {
        LoggingEventBuilder tied = line.addKeyValue(CORRELATION_ID, context.correlationId());
        String traceId = context.traceId();
        return traceId == null ? tied : tied.addKeyValue(TRACE_ID, traceId);
    }

    /** The line of something that belongs to an order. */
    public static LoggingEventBuilder of(LoggingEventBuilder line, OrderId order, TraceContext context) {
        return of(line.addKeyValue(ORDER_ID, order.toString()), context);
    }

    /** The line of something that came of an event. */
    public static LoggingEventBuilder of(LoggingEventBuilder line, Event<?> event) {
        boolean ofAnOrder = !(event.fact() instanceof StockAdjusted || event.fact() instanceof DeadLetterActed);
        return of(ofAnOrder ? line.addKeyValue(ORDER_ID, event.fact().subject()) : line, event.context());
    }
}
