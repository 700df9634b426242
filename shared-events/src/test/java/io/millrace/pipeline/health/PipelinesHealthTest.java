package io.millrace.pipeline.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Pipeline;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.health.contributor.Status;

class PipelinesHealthTest {

    private final FakePipeline pipeline = new FakePipeline();
    private final ObjectProvider<Pipeline> pipelines =
            new StaticListableBeanFactory(Map.of("pipeline", pipeline)).getBeanProvider(Pipeline.class);
    private final PipelinesHealth readiness = new PipelinesHealth(pipelines);
    private final PipelinesAliveHealth liveness = new PipelinesAliveHealth(pipelines);

    @Test
    void isUpWhilePipelinesWork() {
        assertThat(readiness.health().getStatus()).isEqualTo(Status.UP);
        assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void saysWhichPipelineWaitsForWhat() {
        pipeline.dependency = "postgres";

        assertThat(readiness.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(readiness.health().getDetails()).containsEntry("order-flow", "waits for postgres");
        assertThat(liveness.health().getStatus()).as("a restart would not help").isEqualTo(Status.UP);
    }

    @Test
    void isDownForGoodOnceAPipelineHasEndedByItself() {
        pipeline.dead = true;

        assertThat(liveness.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(liveness.health().getDetails().get("ended")).asString().contains("order-flow");
    }

    private static final class FakePipeline implements Pipeline {

        private @Nullable String dependency;
        private boolean dead;

        @Override
        public String group() {
            return "order-flow";
        }

        @Override
        public Optional<String> waitsFor() {
            return Optional.ofNullable(dependency);
        }

        @Override
        public boolean isDead() {
            return dead;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return !dead;
        }
    }
}
