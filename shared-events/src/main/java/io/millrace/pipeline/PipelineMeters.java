package io.millrace.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** What operators see of a pipeline in numbers. */
final class PipelineMeters {

    private final MeterRegistry registry;
    private final String pipeline;
    private final PipelineState state;
    private final Counter handled;
    private final Counter parked;
    private final Counter retried;

    /** Few: as many as there are dependencies. */
    private final Set<String> dependencies = ConcurrentHashMap.newKeySet();

    PipelineMeters(MeterRegistry registry, String pipeline, PipelineState state) {
        this.registry = registry;
        this.pipeline = pipeline;
        this.state = state;
        handled = records("handled");
        parked = records("parked");
        retried = Counter.builder("millrace.pipeline.retries")
                .description("Attempts that failed and are made again later; those of an outage are not counted")
                .tag("pipeline", pipeline)
                .register(registry);
    }

    private Counter records(String outcome) {
        return Counter.builder("millrace.pipeline.records")
                .description("Records that need no more work, by what became of them")
                .tag("pipeline", pipeline)
                .tag("outcome", outcome)
                .register(registry);
    }

    /** A pipeline that is started again reports under the same name; the registry keeps the first, so it is asked for once. */
    void inFlight(IntSupplier records) {
        Gauge.builder("millrace.pipeline.in.flight", records, IntSupplier::getAsInt)
                .description("Records received and not settled")
                .tag("pipeline", pipeline)
                .strongReference(true)
                .register(registry);
    }

    void handled(int records) {
        handled.increment(records);
    }

    void parked() {
        parked.increment();
    }

    void retried() {
        retried.increment();
    }

    /** From its first outage on a dependency has a gauge: 1 while it is waited for, else 0. */
    void outage(String dependency) {
        if (dependencies.add(dependency)) {
            Gauge.builder(
                            "millrace.pipeline.waiting",
                            state,
                            now -> now.waitsFor().filter(dependency::equals).isPresent() ? 1 : 0)
                    .description("1 while the pipeline stands still for this dependency")
                    .tag("pipeline", pipeline)
                    .tag("dependency", dependency)
                    .strongReference(true)
                    .register(registry);
        }
    }
}
