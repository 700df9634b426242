package io.millrace.logging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The lines of {@link OrderLog} as Spring Boot writes them, at a fraction of the cost: each service writes one an order, and all it has in common with the
 * next is taken from one that Spring Boot has written. Whatever is out of the ordinary about a line is left to Spring Boot.
 */
final class OrderLines {

    private static final Instant TIME = Instant.parse("2000-01-01T00:00:00.123456789Z");
    private static final String THREAD = "*thread*";
    private static final String MESSAGE = "*message*";

    private final String beforeTime;
    private final String beforeThread;
    private final String beforeMessage;
    private final String behind;

    private OrderLines(String beforeTime, String beforeThread, String beforeMessage, String behind) {
        this.beforeTime = beforeTime;
        this.beforeThread = beforeThread;
        this.beforeMessage = beforeMessage;
        this.behind = behind;
    }

    /** Null when lines are of another shape than those of the Elastic Common Schema. */
    static @Nullable OrderLines like(Function<ILoggingEvent, byte[]> encoder) {
        String line = new String(encoder.apply(sample()), UTF_8);
        int time = line.indexOf(TIME.toString());
        int thread = line.indexOf(THREAD);
        int message = line.indexOf("\"message\":\"" + MESSAGE + "\",");
        if (time < 0 || thread < time || message < thread || !isAscii(line)) {
            return null;
        }
        int text = line.indexOf(MESSAGE);
        var lines = new OrderLines(
                line.substring(0, time),
                line.substring(time + TIME.toString().length(), thread),
                line.substring(thread + THREAD.length(), text),
                line.substring(text + MESSAGE.length() + 1));
        // An operator may have had Spring Boot leave names out, or call them otherwise.
        ILoggingEvent whole = wholeSample();
        return Arrays.equals(lines.write(whole), encoder.apply(whole)) ? lines : null;
    }

    private static LoggingEvent wholeSample() {
        LoggingEvent sample = sample();
        for (String name : List.of(InContext.ORDER_ID, InContext.CORRELATION_ID, InContext.TRACE_ID, OrderLog.REASON)) {
            sample.addKeyValuePair(new KeyValuePair(name, "some"));
        }
        return sample;
    }

    private static LoggingEvent sample() {
        var sample = new LoggingEvent();
        sample.setLoggerName(OrderLog.NAME);
        sample.setLevel(Level.INFO);
        sample.setInstant(TIME);
        sample.setThreadName(THREAD);
        sample.setMessage(MESSAGE);
        sample.setMDCPropertyMap(Map.of());
        return sample;
    }

    /** Null when this line is none of the usual ones. */
    byte @Nullable [] write(ILoggingEvent event) {
        if (event.getLevel() != Level.INFO
                || event.getThrowableProxy() != null
                || event.getMarkerList() != null
                || !event.getMDCPropertyMap().isEmpty()
                || !isPlain(event.getThreadName())
                || !isPlain(event.getFormattedMessage())) {
            return null;
        }
        var line = new StringBuilder(512)
                .append(beforeTime)
                .append(event.getInstant())
                .append(beforeThread)
                .append(event.getThreadName())
                .append(beforeMessage)
                .append(event.getFormattedMessage())
                .append('"');
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                if (!append(line, pair)) {
                    return null;
                }
            }
        }
        return line.append(behind).toString().getBytes(ISO_8859_1);
    }

    private static boolean append(StringBuilder line, KeyValuePair pair) {
        if (!(pair.value instanceof String value) || !isPlain(value)) {
            return false;
        }
        if (pair.key.equals(InContext.TRACE_ID)) {
            line.append(",\"trace\":{\"id\":\"").append(value).append("\"}");
        } else {
            line.append(",\"").append(pair.key).append("\":\"").append(value).append('"');
        }
        return true;
    }

    /** Whether JSON has it as it is. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '/') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
