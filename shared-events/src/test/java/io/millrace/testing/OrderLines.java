package io.millrace.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.millrace.logging.OrderLog;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Listens to what is written of single orders, from its making until it is closed. */
public final class OrderLines implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger(OrderLog.NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    public OrderLines() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    /** What was decided of this order, one entry a line: {@code cancelled OUT_OF_STOCK}. */
    public List<String> of(Object orderId) {
        return List.copyOf(lines.list).stream()
                .filter(line -> value(line, "orderId").equals(orderId.toString()))
                .map(line -> (line.getMessage() + " " + value(line, "reason")).strip())
                .toList();
    }

    private static String value(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> String.valueOf(pair.value))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
