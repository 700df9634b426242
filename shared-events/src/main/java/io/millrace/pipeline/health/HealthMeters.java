package io.millrace.pipeline.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What probes are told, as numbers that can be looked back on: asked every ten seconds, since whoever reads meters must not wait. */
final class HealthMeters implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HealthMeters.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final HealthEndpoint health;
    private final List<Group> groups;
    private volatile Disposable looking = Disposables.disposed();

    HealthMeters(HealthEndpoint health, MeterRegistry meters) {
        this.health = health;
        this.groups = List.of(new Group("liveness", meters), new Group("readiness", meters));
    }

    @Override
    public void start() {
        looking = Flux.interval(Duration.ZERO, INTERVAL)
                .onBackpressureDrop()
                // Indicators may block.
                .publishOn(Schedulers.boundedElastic(), 1)
                .subscribe(tick -> groups.forEach(group -> group.look(health)));
    }

    @Override
    public void stop() {
        looking.dispose();
    }

    @Override
    public boolean isRunning() {
        return !looking.isDisposed();
    }

    private static final class Group {

        private final String name;
        private volatile double up = Double.NaN;

        Group(String name, MeterRegistry meters) {
            this.name = name;
            Gauge.builder("millrace.health", this, group -> group.up)
                    .description("1 while the health group is up, 0 while it is not; asked every 10 s")
                    .tag("group", name)
                    .register(meters);
        }

        void look(HealthEndpoint health) {
            try {
                HealthDescriptor descriptor = health.healthForPath(name);
                up = descriptor != null && descriptor.getStatus().equals(Status.UP) ? 1 : 0;
            } catch (RuntimeException broken) {
                // The next look may succeed; an indicator that throws is no reason to stop looking.
                log.warn("Could not tell {}", name, broken);
                up = 0;
            }
        }
    }
}
