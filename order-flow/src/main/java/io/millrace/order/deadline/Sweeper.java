package io.millrace.order.deadline;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Sweeps again and again while the application runs, never two at a time: a pause follows each sweep, and a longer one each failure. A sweep
 * under way when the application stops comes to its end.
 */
final class Sweeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Supplier<Mono<Integer>> sweep;
    private final Duration interval;

    private volatile boolean running;
    private Sinks.Empty<Void> stopped = Sinks.empty();
    private Sinks.Empty<Void> ended = Sinks.empty();
    // Of the loop's own, which is one sweep or one pause at a time.
    private Duration pause;

    Sweeper(Supplier<Mono<Integer>> sweep, Duration interval) {
        this.sweep = sweep;
        this.interval = interval;
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

    Mono<Void> loop() {
        return pause().then(Mono.defer(this::sweepOnce)).repeat(() -> running).then();
    }

    private Mono<Void> pause() {
        return Mono.defer(() -> Mono.delay(pause).takeUntilOther(stopped.asMono()))
                .then();
    }

    private Mono<Void> sweepOnce() {
        if (!running) {
            return Mono.empty();
        }
        return sweep.get()
                .doOnNext(this::succeeded)
                .onErrorResume(failure -> {
                    failed(failure);
                    return Mono.empty();
                })
                .then();
    }

    private void succeeded(int late) {
        pause = interval;
        if (late > 0) {
            log.info("{} orders are past their deadline; asked for their cancellation", late);
        }
    }

    private void failed(Throwable failure) {
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        log.warn("Late orders could not be looked for, or not be cancelled; trying again in {}", pause, failure);
    }
}
