package io.millrace.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class ClientGoneTest {

    private static final String FRAMEWORK = "org.springframework.web.server.adapter.HttpWebHandlerAdapter";

    private final ClientGone filter = new ClientGone();

    @Test
    void leavesOutAConnectionThatWasClosed() {
        assertThat(filter.decide(
                        error(FRAMEWORK, "reactor.netty.channel.AbortedException", "Connection has been closed")))
                .isEqualTo(FilterReply.DENY);
    }

    @Test
    void leavesOutAnAnswerToNobody() {
        assertThat(filter.decide(
                        error(FRAMEWORK, "java.lang.IllegalStateException", "Status and headers already sent")))
                .isEqualTo(FilterReply.DENY);
    }

    @Test
    void keepsDefects() {
        assertThat(filter.decide(error(FRAMEWORK, "java.lang.IllegalStateException", "a defect")))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void keepsWhatOthersSay() {
        assertThat(filter.decide(error("io.millrace", "reactor.netty.channel.AbortedException", "closed")))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    private static ILoggingEvent error(String logger, String exception, String message) {
        IThrowableProxy thrown = mock();
        given(thrown.getClassName()).willReturn(exception);
        given(thrown.getMessage()).willReturn(message);
        ILoggingEvent event = mock();
        given(event.getLoggerName()).willReturn(logger);
        given(event.getThrowableProxy()).willReturn(thrown);
        return event;
    }
}
