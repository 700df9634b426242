package io.millrace.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.millrace.events.CancellationReason;
import io.millrace.events.OrderId;
import io.millrace.events.TraceContext;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a line looks like, written as the services write it. */
class LinesTest {

    private static final OrderId ORDER = new OrderId(UUID.fromString("01a1fcd1-2253-73b3-a000-fe0442511966"));
    private static final TraceContext CONTEXT =
            new TraceContext("corr-1", "00-58ce970746bc20a45bcc930b5e2b78db-734b2cfcaa3b6919-01", null);

    private final Logger orders = (Logger) LoggerFactory.getLogger(OrderLog.NAME);
    private final Logger others = (Logger) LoggerFactory.getLogger("org.springframework.something");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final WithoutCustomers encoder = new WithoutCustomers();

    @BeforeEach
    void listen() {
        LoggerContext logback = new LoggerContext();
        logback.putObject(
                Environment.class.getName(),
                new MockEnvironment()
                        .withProperty("spring.application.name", "order-flow")
                        .withProperty("spring.application.pid", "42"));
        encoder.setContext(logback);
        encoder.setFormat("ecs");
        encoder.start();
        written.start();
        orders.addAppender(written);
        orders.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        orders.detachAppender(written);
        orders.setLevel(null);
    }

    @Test
    void aDecisionSaysWhichServiceOrderCorrelationAndTrace() {
        OrderLog.decided("cancelled", CancellationReason.OUT_OF_STOCK, ORDER, CONTEXT);

        assertThat(line())
                .contains("\"service\":{\"name\":\"order-flow\"")
                .contains("\"message\":\"cancelled\"")
                .contains("\"orderId\":\"01a1fcd1-2253-73b3-a000-fe0442511966\"")
                .contains("\"correlationId\":\"corr-1\"")
                .contains("\"trace\":{\"id\":\"58ce970746bc20a45bcc930b5e2b78db\"}")
                .contains("\"reason\":\"OUT_OF_STOCK\"")
                .endsWith("}\n");
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), line())) {
            while (parser.nextToken() != null) {
                // to its end: a line is one valid JSON object
            }
        }
    }

    @Test
    void anOrderOfNoTraceHasALineToo() {
        OrderLog.decided("accepted", ORDER, new TraceContext("corr-1", null, null));

        assertThat(line()).contains("\"correlationId\":\"corr-1\"").doesNotContain("\"trace\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash", "gelf"})
    void aDecisionIsWrittenAsSpringBootWritesIt(String format) {
        var springBoot = new StructuredLogEncoder();
        for (StructuredLogEncoder each : List.of(springBoot, encoder)) {
            each.stop();
            each.setContext(encoder.getContext());
            each.setFormat(format);
            each.start();
        }
        for (TraceContext context : List.of(
                CONTEXT,
                new TraceContext("corr-1", null, null),
                new TraceContext("\"quoted\" \\ and / else", CONTEXT.traceparent(), null))) {
            OrderLog.decided("accepted", ORDER, context);
            OrderLog.decided("cancelled", CancellationReason.OUT_OF_STOCK, ORDER, context);
        }

        assertThat(written.list)
                .hasSize(6)
                .allSatisfy(event -> assertThat(line(event)).isEqualTo(new String(springBoot.encode(event), UTF_8)));
    }

    @Test
    void decisionsCanBeTurnedOffByThemselves() {
        orders.setLevel(Level.OFF);

        OrderLog.decided("accepted", ORDER, CONTEXT);

        assertThat(written.list).isEmpty();
    }

    @Test
    void customersInAddressesAreMasked() {
        Throwable withAddress = new IllegalStateException("GET \"/orders?customerId=c-77&limit=5\"");
        var failed = new LoggingEvent(
                "test", others, Level.ERROR, "500 for \"/orders?limit=5&customerId=c-77\"", withAddress, null);

        assertThat(line(failed))
                .doesNotContain("c-77")
                .contains("/orders?limit=5&customerId=***")
                .contains("/orders?customerId=***&limit=5");
    }

    private String line() {
        return line(written.list.getLast());
    }

    private String line(ILoggingEvent event) {
        return new String(encoder.encode(event), UTF_8);
    }
}
