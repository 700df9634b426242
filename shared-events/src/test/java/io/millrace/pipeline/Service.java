package io.millrace.pipeline;

import io.millrace.events.wire.Topic;
import io.millrace.tracing.Tracing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** One instance of a service, as Spring runs it in production: a context with the auto-configuration, and a pipeline where it has one. */
final class Service implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Map<String, Object> settings = new HashMap<>();

    Service(Broker broker) {
        set("millrace.kafka.bootstrap-servers", Broker.bootstrapServers());
        set("millrace.kafka.topic-prefix", broker.prefix());
        set("millrace.kafka.partitions", Broker.PARTITIONS);
        set("millrace.pipeline.first-delay", "20ms");
        set("millrace.pipeline.max-delay", "500ms");
    }

    Service set(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    Service batches(String group, Topic topic, BatchHandler handler) {
        return with(pipelines -> pipelines.batches(group, Set.of(topic), handler));
    }

    Service events(String group, Topic topic, EventHandler handler) {
        return with(pipelines -> pipelines.events(group, Set.of(topic), handler));
    }

    private Service with(Function<Pipelines, Pipeline> pipeline) {
        context.registerBean(Pipeline.class, () -> pipeline.apply(context.getBean(Pipelines.class)));
        return this;
    }

    Service traced(Tracing tracing) {
        context.registerBean(Tracing.class, () -> tracing);
        return this;
    }

    Service start() {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.register(PipelineAutoConfiguration.class);
        context.refresh();
        return this;
    }

    Publisher publisher() {
        return context.getBean(Publisher.class);
    }

    Pipelines pipelines() {
        return context.getBean(Pipelines.class);
    }

    ParkedRecords parkedRecords() {
        return context.getBean(ParkedRecords.class);
    }

    Pipeline pipeline() {
        return context.getBean(Pipeline.class);
    }

    /** As an orderly shutdown does: drains, commits, leaves. */
    Duration stop() {
        long begin = System.nanoTime();
        context.close();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        context.close();
    }
}
