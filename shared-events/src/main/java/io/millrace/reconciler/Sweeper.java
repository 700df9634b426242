package io.millrace.reconciler;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Looks again and again while the application runs, never twice at a time: a pause follows each look, and a longer one each failure. A look
 * under way when the application stops comes to its end.
 */
public final class Sweeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String what;
    private final Supplier<Mono<Integer>> look;
    private final Duration interval;
    private final Counter found;

    private volatile boolean running;
    private Sinks.Empty<Void> stopped = Sinks.empty();
    private Sinks.Empty<Void> ended = Sinks.empty();
    // Of the loop's own, which is one look or one pause at a time.
    private Duration pause;

    /**
     * @param what is looked for, in the plural: {@code orders past their deadline}
     * @param look completes with how many it found, also when it found none
     */
    public Sweeper(String what, Supplier<Mono<Integer>> look, Duration interval, Counter found) {
        this.what = what;
        this.look = look;
        this.interval = interval;
        this.found = found;
        this.pause = interval;
    }

    @Override
    public void start() {
        running = true;
        stopped = Sinks.empty();
        ended = Sinks.empty();
        Sinks.Empty<Void> end = ended;
        loop().doFinally(signal -> end.tryEmitEmpty()).subscribe();
    }

    @Override
    public void stop(Runnable whenStopped) {
        running = false;
        stopped.tryEmitEmpty();
        ended.asMono().doFinally(signal -> whenStopped.run()).subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Mono<Void> loop() {
        return pause().then(Mono.defer(this::lookOnce)).repeat(() -> running).then();
    }

    private Mono<Void> pause() {
        return Mono.defer(() -> Mono.delay(pause).takeUntilOther(stopped.asMono()))
                .then();
    }

    private Mono<Void> lookOnce() {
        if (!running) {
            return Mono.empty();
        }
        return look.get()
                .doOnNext(this::succeeded)
                // Said in a log line, and met by looking again.
                .onErrorResume(failure -> {
                    failed(failure);
                    return Mono.empty();
                })
                .then();
    }

    private void succeeded(int number) {
        pause = interval;
        if (number > 0) {
            found.increment(number);
            log.warn("Found {} {}", number, what);
        }
    }

    private void failed(Throwable failure) {
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        log.warn("Could not look for {}, or not tell of them; looking again in {}", what, pause, failure);
    }
}
