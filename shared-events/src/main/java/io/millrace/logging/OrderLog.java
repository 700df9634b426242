package io.millrace.logging;

import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for what a service decided of an order, under a logger of its own, {@value #NAME}, so that it can be turned off by itself. At most one line an
 * order and service: for what is new, not for what is told again. Says nothing of who ordered, nor what.
 */
public final class OrderLog {

    public static final String NAME = "millrace.orders";

    static final String REASON = "reason";

    private static final Logger log = LoggerFactory.getLogger(NAME);

    private OrderLog() {}

    /** @param decided in one word, such as {@code accepted} */
    public static void decided(String decided, OrderId order, TraceContext context) {
        decided(decided, null, order, context);
    }

    /** @param reason a value of an enumeration; null when there is none */
    public static void decided(String decided, @Nullable Enum<?> reason, OrderId order, TraceContext context) {
        if (log.isInfoEnabled()) {
            LoggingEventBuilder line = InContext.of(log.atInfo(), order, context);
            (reason == null ? line : line.addKeyValue(REASON, reason.name())).log(decided);
        }
    }
}
