package io.millrace.pipeline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What operators see of the way out in numbers. */
final class SenderMeters implements MeterBinder {

    private final KafkaSink sink;

    SenderMeters(KafkaSink sink) {
        this.sink = sink;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("millrace.sender.queued", sink, KafkaSink::queued)
                .description("Records taken whose answer by the broker is outstanding")
                .register(registry);
        Gauge.builder("millrace.sender.capacity", sink, KafkaSink::capacity)
                .description("Records that may be outstanding; more are refused")
                .register(registry);
        FunctionCounter.builder("millrace.sender.refused", sink, KafkaSink::refused)
                .description("Publications for which there was no room")
                .register(registry);
    }
}
