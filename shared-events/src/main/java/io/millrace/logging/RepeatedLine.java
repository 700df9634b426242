package io.millrace.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says how many more lines of a kind there were. Carries none of their arguments. */
final class RepeatedLine extends LoggingEvent {

    /**
     * What makes lines equal.
     *
     * @param pattern the message without its arguments
     * @param exception the class of the exception; null when there is none
     */
    record Kind(
            String logger,
            Level level,
            String pattern,
            @Nullable String exception) {

        private static final int MAX_PATTERN = 200;

        /** Ids, ports, offsets: what libraries put into a message that they format themselves. */
        private static final Pattern WORD_WITH_DIGIT = Pattern.compile("\\w*\\d[\\w:.-]*");

        static Kind of(ILoggingEvent event) {
            String message = event.getMessage() == null ? "" : event.getMessage();
            String start = message.length() > MAX_PATTERN ? message.substring(0, MAX_PATTERN) : message;
            Object[] arguments = event.getArgumentArray();
            boolean formatted = arguments == null || arguments.length == 0;
            IThrowableProxy thrown = event.getThrowableProxy();
            return new Kind(
                    event.getLoggerName(),
                    event.getLevel(),
                    formatted ? WORD_WITH_DIGIT.matcher(start).replaceAll("#") : start,
                    thrown == null ? null : thrown.getClassName());
        }

        static Kind anyOther(Level level) {
            return new Kind(RepeatedLine.class.getPackageName(), level, "lines of many different kinds", null);
        }
    }

    RepeatedLine(Kind kind, int more) {
        String exception = kind.exception == null ? "" : " (" + kind.exception + ")";
        setLoggerName(kind.logger);
        setLevel(kind.level);
        setMessage("… and " + more + " more of these within " + Repeats.WINDOW.toSeconds() + " s: " + kind.pattern
                + exception);
        setInstant(Instant.now());
        setThreadName(Thread.currentThread().getName());
        setMDCPropertyMap(Map.of());
    }
}
