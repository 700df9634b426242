package io.millrace.process;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import sun.misc.Signal;

/**
 * A service that was asked to stop, and has stopped, ends with exit code 0. The JVM's own answer to SIGTERM is the same way out with 143, which
 * to most who look at exit codes is a failure.
 */
@AutoConfiguration
public class StopSignal {

    /** Not before it is ready: a start that is given up is none that succeeded. */
    @EventListener(ApplicationReadyEvent.class)
    void endsWellFromNowOn() {
        Signal.handle(new Signal("TERM"), asked -> System.exit(0));
    }
}
