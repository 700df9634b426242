package io.millrace.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OffThreadConsoleTest {

    private final LoggerContext logback = new LoggerContext();
    private final OffThreadConsole console = new OffThreadConsole();
    private final CountDownLatch consoleTakesLines = new CountDownLatch(1);

    @AfterEach
    void stop() {
        consoleTakesLines.countDown();
        console.stop();
    }

    @Test
    void writesEachLineOnceAndInOrder(CapturedOutput output) {
        consoleTakesLines.countDown();
        start(1_000);

        for (int i = 0; i < 500; i++) {
            log(Level.INFO, "line " + i);
        }

        await().untilAsserted(() -> assertThat(output.getOut()).contains("<line 499>"));
        assertThat(output.getOut().lines().filter(line -> line.startsWith("<line ")))
                .hasSize(500)
                .startsWith("<line 0>", "<line 1>");
        assertThat(console.dropped()).isZero();
    }

    @Test
    void dropsAndCountsWhatASlowConsoleDoesNotTakeAndKeepsRoomForTrouble(CapturedOutput output) {
        start(100);
        log(Level.INFO, "first"); // the writer takes it, and stands still
        await().until(() -> consoleIsStuck);

        for (int i = 0; i < 1_000; i++) {
            log(Level.INFO, "line");
        }
        log(Level.ERROR, "trouble");

        assertThat(console.dropped()).isEqualTo(1_000 - 75);
        consoleTakesLines.countDown();
        await().untilAsserted(() -> assertThat(output.getOut()).contains("<trouble>"));
    }

    @Test
    void writesWhatIsLeftBeforeItStops(CapturedOutput output) {
        consoleTakesLines.countDown();
        start(1_000);

        log(Level.INFO, "almost last");
        for (int i = 0; i < 10; i++) {
            log(Level.ERROR, "the same again");
        }
        console.stop();

        assertThat(output.getOut())
                .contains("<almost last>")
                .contains("<… and 5 more of these within 10 s: the same again>");
    }

    @Test
    void aLineThatCannotBeFormattedDoesNotEndTheOthers(CapturedOutput output) {
        consoleTakesLines.countDown();
        start(1_000);

        log(Level.INFO, "poison");
        log(Level.INFO, "healthy");

        await().untilAsserted(() -> assertThat(output.getOut()).contains("<healthy>"));
        assertThat(console.dropped()).isEqualTo(1);
    }

    private volatile boolean consoleIsStuck;

    private void start(int capacity) {
        logback.setMDCAdapter(new LogbackMDCAdapter());
        console.setContext(logback);
        console.setCapacity(capacity);
        console.setEncoder(new EncoderBase<>() {
            @Override
            public byte[] encode(ILoggingEvent event) {
                consoleIsStuck = true;
                try {
                    assertThat(consoleTakesLines.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                if (event.getMessage().equals("poison")) {
                    throw new IllegalArgumentException(event.getMessage());
                }
                return ("<" + event.getFormattedMessage() + ">\n").getBytes(UTF_8);
            }

            @Override
            public byte[] headerBytes() {
                return new byte[0];
            }

            @Override
            public byte[] footerBytes() {
                return new byte[0];
            }
        });
        console.start();
    }

    private void log(Level level, String message) {
        // Of lines of single orders none is summed up.
        String logger = level == Level.INFO ? OrderLog.NAME : "some.logger";
        console.doAppend(new LoggingEvent("test", logback.getLogger(logger), level, message, null, null));
    }
}
