package io.millrace.pipeline.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.pipeline.BrokerClient;
import io.millrace.pipeline.KafkaProperties;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.PipelineAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Contributors {@code pipelines}, {@code pipelinesAlive} and {@code kafka}, for the groups that a service puts them into. */
@AutoConfiguration(
        after = PipelineAutoConfiguration.class,
        afterName = "org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration")
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
    BrokerHealth kafkaHealthIndicator(BrokerClient broker, KafkaProperties kafka) {
        return new BrokerHealth(broker, kafka.bootstrapServers());
    }

    @Bean
    @ConditionalOnBean(HealthEndpoint.class)
    HealthMeters healthMeters(HealthEndpoint health, MeterRegistry meters) {
        return new HealthMeters(health, meters);
    }
}
