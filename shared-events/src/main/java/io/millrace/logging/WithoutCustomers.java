package io.millrace.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/**
 * Spring Boot's JSON lines, with customers kept out of them. We write none; but the framework names the whole address of a request that failed, in its message and
 * between the lines of the stack trace, and an address can ask for the orders of a customer.
 *
 * <p>It looks at the whole line. Spring Boot's own hook looks at each name and value, which took a third of a line's time. Lines of {@link OrderLog} hold no text of others.
 */
public final class WithoutCustomers extends StructuredLogEncoder {

    private static final String PARAMETER = "customerId=";

    /** Up to what ends a parameter, in an address or in JSON. */
    private static final Pattern VALUE = Pattern.compile(PARAMETER + "[^&\\s\"\\\\]*");

    private @Nullable OrderLines orderLines;

    @Override
    public void start() {
        super.start();
        orderLines = OrderLines.like(super::encode);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        if (!event.getLoggerName().equals(OrderLog.NAME)) {
            return masked(super.encode(event));
        }
        byte[] line = orderLines == null ? null : orderLines.write(event);
        return line == null ? super.encode(event) : line;
    }

    private static byte[] masked(byte[] line) {
        String text = new String(line, UTF_8);
        return text.contains(PARAMETER)
                ? VALUE.matcher(text).replaceAll(PARAMETER + "***").getBytes(UTF_8)
                : line;
    }
}
