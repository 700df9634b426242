package io.millrace.gateway.deadletters;

import io.millrace.events.Event;
import io.millrace.events.wire.Topic;
import io.millrace.local.testing.TestInfra;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.PipelineAutoConfiguration;
import io.millrace.pipeline.Pipelines;
import io.millrace.pipeline.Publisher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import reactor.core.publisher.Mono;

/** A flow that reads adjustments of stock, and is broken until it is mended. */
final class AFlow implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    AFlow(String prefix, String group, boolean broken) {
        this.broken = broken;
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "millrace.kafka.bootstrap-servers",
                                TestInfra.kafka().bootstrapServers(),
                                "millrace.kafka.topic-prefix",
                                prefix,
                                "millrace.pipeline.attempts",
                                2,
                                "millrace.pipeline.first-delay",
                                "10ms")));
        context.registerBean(
                Pipeline.class,
                () -> context.getBean(Pipelines.class).events(group, Set.of(Topic.INVENTORY_ADJUSTED), this::handle));
        context.register(PipelineAutoConfiguration.class);
        context.refresh();
    }

    private Mono<List<Event<?>>> handle(Event<?> event) {
        if (broken) {
            return Mono.error(new IllegalStateException("out of order"));
        }
        handled.add(event.fact().subject());
        return Mono.empty();
    }

    void mend() {
        broken = false;
    }

    /** The keys of what it handled, in order. */
    List<String> handled() {
        return handled;
    }

    Publisher publisher() {
        return context.getBean(Publisher.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
