package io.millrace.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Iterator;
import java.util.function.ToLongFunction;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Tells in numbers what the log does not tell in lines. */
@AutoConfiguration
class LogAutoConfiguration {

    @Bean
    MeterBinder unwrittenLines() {
        return registry -> {
            count(registry, "dropped", OffThreadConsole::dropped);
            count(registry, "summed-up", OffThreadConsole::summedUp);
        };
    }

    private static void count(MeterRegistry registry, String why, ToLongFunction<OffThreadConsole> lines) {
        FunctionCounter.builder("millrace.log.unwritten", why, any -> sum(lines))
                .description(
                        "Lines that were not written: there was no room (dropped), or they were equal to others (summed-up)")
                .tag("why", why)
                .register(registry);
    }

    /** Zero where the log is not configured by us, as in tests. */
    private static double sum(ToLongFunction<OffThreadConsole> lines) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        long sum = 0;
        if (factory instanceof LoggerContext context) {
            Iterator<?> appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
            while (appenders.hasNext()) {
                if (appenders.next() instanceof OffThreadConsole console) {
                    sum += lines.applyAsLong(console);
                }
            }
        }
        return sum;
    }
}
