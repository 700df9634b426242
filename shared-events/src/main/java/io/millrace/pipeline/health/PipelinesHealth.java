package io.millrace.pipeline.health;

import io.millrace.pipeline.Pipeline;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Out of service while a pipeline waits for something that every record needs; says which, and for what. For readiness. */
final class PipelinesHealth implements HealthIndicator {

    private final ObjectProvider<Pipeline> pipelines;

    PipelinesHealth(ObjectProvider<Pipeline> pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public Health health() {
        List<Pipeline> all = pipelines.stream().toList();
        boolean waiting = all.stream().anyMatch(pipeline -> pipeline.waitsFor().isPresent());
        Health.Builder health = waiting ? Health.outOfService() : Health.up();
        for (Pipeline pipeline : all) {
            health.withDetail(
                    pipeline.group(),
                    pipeline.waitsFor()
                            .map(dependency -> "waits for " + dependency)
                            .orElse("works"));
        }
        return health.build();
    }
}
