package io.millrace.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What operators see of a pipeline in numbers. */
final class PipelineMeters {

    private final MeterRegistry registry;
    private final String pipeline;
    private final PipelineState state;
    private final Counter handled;
    private final Counter parked;
    private final Counter passedOver;
    private final Counter retried;
    private final DistributionSummary batches;
    private final Timer handling;

    /** Few: as many as there are dependencies. */
    private final Set<String> dependencies = ConcurrentHashMap.newKeySet();

    PipelineMeters(MeterRegistry registry, String pipeline, PipelineState state) {
        this.registry = registry;
        this.pipeline = pipeline;
        this.state = state;
        handled = records("handled");
        parked = records("parked");
        passedOver = records("passed-over");
        retried = Counter.builder("millrace.pipeline.retries")
                .description("Attempts that failed and are made again later; those of an outage are not counted")
                .tag("pipeline", pipeline)
                .register(registry);
        batches = DistributionSummary.builder("millrace.pipeline.batch.size")
                .description("Records that were handled together")
                .serviceLevelObjectives(1, 10, 100, 500)
                .tag("pipeline", pipeline)
                .register(registry);
        handling = Timer.builder("millrace.pipeline.handling")
                .description("From handing a batch to the flow until its outcome was published")
                .tag("pipeline", pipeline)
                .register(registry);
        outage(Failure.KAFKA);
    }

    private Counter records(String outcome) {
        return Counter.builder("millrace.pipeline.records")
                .description("Records that need no more work, by what became of them")
                .tag("pipeline", pipeline)
                .tag("outcome", outcome)
                .register(registry);
    }

    /** A pipeline that is started again reports under the same name; the registry keeps the first, so it is asked for once. */
    void watch(Watched pipelineNow) {
        gauge("in.flight", "Records received and not settled", Watched::inFlight, pipelineNow);
        gauge(
                "alive",
                "0 once the pipeline has ended by itself; only a new process helps then",
                Watched::alive,
                pipelineNow);
        gauge(
                "lag.records",
                "Records in the log that are not settled, of the partitions read here",
                Watched::lagRecords,
                pipelineNow);
        seconds(
                "lag",
                "For how long records have been waiting while none was settled, at most",
                Watched::lagSeconds,
                pipelineNow);
        seconds(
                "oldest.unsettled",
                "For how long the oldest record that is not settled has been here",
                Watched::oldestSeconds,
                pipelineNow);
    }

    /** What a pipeline says of itself at the moment it is asked; asked by whoever reads the meters, and must not wait. */
    interface Watched {

        double inFlight();

        double alive();

        double lagRecords();

        double lagSeconds();

        double oldestSeconds();
    }

    private void seconds(String name, String description, ToDoubleFunction<Watched> value, Watched pipelineNow) {
        TimeGauge.builder("millrace.pipeline." + name, pipelineNow, TimeUnit.SECONDS, value)
                .description(description)
                .tag("pipeline", pipeline)
                .strongReference(true)
                .register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<Watched> value, Watched pipelineNow) {
        Gauge.builder("millrace.pipeline." + name, pipelineNow, value)
                .description(description)
                .tag("pipeline", pipeline)
                .strongReference(true)
                .register(registry);
    }

    void handled(int records, long nanos) {
        handled.increment(records);
        batches.record(records);
        handling.record(nanos, TimeUnit.NANOSECONDS);
    }

    void parked() {
        parked.increment();
    }

    /** Settled at its arrival: no concern of this flow, or a replay for another. */
    void passedOver() {
        passedOver.increment();
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
