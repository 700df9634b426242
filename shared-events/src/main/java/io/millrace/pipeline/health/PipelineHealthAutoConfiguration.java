package io.millrace.pipeline.health;

import io.millrace.pipeline.KafkaProperties;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.PipelineAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Contributors {@code pipelines}, {@code pipelinesAlive} and {@code kafka}, for the groups that a service puts them into. */
@AutoConfiguration(after = PipelineAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
class PipelineHealthAutoConfiguration {

    @Bean
    PipelinesHealth pipelinesHealthIndicator(ObjectProvider<Pipeline> pipelines) {
        return new PipelinesHealth(pipelines);
    }

    @Bean
    PipelinesAliveHealth pipelinesAliveHealthIndicator(ObjectProvider<Pipeline> pipelines) {
        return new PipelinesAliveHealth(pipelines);
    }

    @Bean
    BrokerHealth kafkaHealthIndicator(KafkaProperties kafka) {
        return new BrokerHealth(kafka.bootstrapServers());
    }
}
