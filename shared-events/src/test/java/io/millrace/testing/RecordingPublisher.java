package io.millrace.testing;

import io.millrace.events.Event;
import io.millrace.pipeline.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** A publisher whose broker is a list, and may be away. */
public final class RecordingPublisher implements Publisher {

    private final List<Event<?>> published = new CopyOnWriteArrayList<>();
    private volatile boolean brokerAway;

    public void brokerIsAway(boolean away) {
        brokerAway = away;
    }

    /** What was published since this was last asked. */
    public List<Event<?>> takePublished() {
        List<Event<?>> taken = new ArrayList<>(published);
        published.clear();
        return taken;
    }

    @Override
    public Mono<Void> publish(Event<?> event) {
        return publishAll(List.of(event));
    }

    @Override
    public Mono<Void> publishAll(List<? extends Event<?>> events) {
        return Mono.defer(() -> {
            if (brokerAway) {
                return Mono.error(new IllegalStateException("the broker is away"));
            }
            published.addAll(events);
            return Mono.empty();
        });
    }
}
