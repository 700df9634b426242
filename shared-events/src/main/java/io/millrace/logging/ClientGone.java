package io.millrace.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out what the framework calls an error and is none: a client that went away before it had its answer. The framework tells a connection
 * that was closed before the answer began from its own defects only once the answer has begun.
 */
public final class ClientGone extends Filter<ILoggingEvent> {

    private static final String FRAMEWORK = "org.springframework.web.server.adapter.HttpWebHandlerAdapter";
    private static final String CLOSED = "reactor.netty.channel.AbortedException";
    private static final String ANSWERED_AFTER_THE_END = "Status and headers already sent";

    @Override
    public FilterReply decide(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown == null || !event.getLoggerName().equals(FRAMEWORK)) {
            return FilterReply.NEUTRAL;
        }
        boolean gone = thrown.getClassName().equals(CLOSED) || ANSWERED_AFTER_THE_END.equals(thrown.getMessage());
        return gone ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
