package io.millrace.reconciler;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where overdue orders are found. */
@FunctionalInterface
public interface OverdueOrders {

    /**
     * Orders that were due before a moment, oldest first; none twice.
     *
     * @param after where to go on; null to begin with the oldest
     * @param limit at most so many
     */
    Mono<List<Overdue>> find(Instant before, @Nullable Overdue after, int limit);
}
