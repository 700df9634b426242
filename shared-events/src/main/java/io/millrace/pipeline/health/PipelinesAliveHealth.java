package io.millrace.pipeline.health;

import io.millrace.pipeline.Pipeline;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when a pipeline has ended by itself: it will not come back, so the process has to. For liveness. */
final class PipelinesAliveHealth implements HealthIndicator {

    private final ObjectProvider<Pipeline> pipelines;

    PipelinesAliveHealth(ObjectProvider<Pipeline> pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public Health health() {
        List<String> dead =
                pipelines.stream().filter(Pipeline::isDead).map(Pipeline::group).toList();
        return dead.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("ended", dead).build();
    }
}
