package io.millrace.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.events.wire.EventCodec;
import io.millrace.pipeline.sql.R2dbcFailures;
import io.millrace.tracing.RecordSpans;
import io.millrace.tracing.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives a service its {@link Pipelines} and its {@link Publisher}. */
@AutoConfiguration
@EnableConfigurationProperties({KafkaProperties.class, PipelineProperties.class})
public class PipelineAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    EventCodec eventCodec(KafkaProperties kafka) {
        return new EventCodec(kafka.topicPrefix());
    }

    @Bean(destroyMethod = "close")
    KafkaSink kafkaSink(KafkaProperties kafka, EventCodec codec, ObjectProvider<Tracing> tracing) {
        // The producer's time-out, and the time its thread may be held up before that begins.
        Duration patience = kafka.deliveryTimeout().multipliedBy(3).dividedBy(2);
        return new KafkaSink(producerProperties(kafka), codec, kafka.queueCapacity(), patience, spans(tracing));
    }

    @Bean
    SenderMeters senderMeters(KafkaSink sink) {
        return new SenderMeters(sink);
    }

    @Bean(destroyMethod = "close")
    BrokerClient brokerClient(KafkaProperties kafka) {
        return new BrokerClient(kafka.bootstrapServers());
    }

    @Bean
    TopicProvisioner topicProvisioner(KafkaProperties kafka) {
        return new TopicProvisioner(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                kafka.topicPrefix(),
                kafka.partitionsOfNewTopics());
    }

    @Bean(destroyMethod = "close")
    KafkaParkedRecords kafkaParkedRecords(
            KafkaProperties kafka,
            TopicProvisioner topics,
            EventCodec codec,
            KafkaSink sink,
            ObjectProvider<Tracing> tracing) {
        return new KafkaParkedRecords(
                consumerProperties(kafka), topics, codec, sink, kafka.topicPrefix(), spans(tracing));
    }

    @Bean
    KafkaPipelines kafkaPipelines(
            KafkaProperties kafka,
            PipelineProperties pipeline,
            TopicProvisioner topics,
            EventCodec codec,
            KafkaSink sink,
            ObjectProvider<FailureSorter> sorters,
            ObjectProvider<MeterRegistry> registry,
            Clock clock,
            BrokerClient broker,
            ObjectProvider<Tracing> tracing) {
        List<FailureSorter> all = new ArrayList<>(sorters.orderedStream().toList());
        all.add(new RuntimeFailures());
        return new KafkaPipelines(
                () -> new KafkaSource(consumerProperties(kafka), kafka.pauseBetweenPolls()),
                topics,
                codec,
                kafka.topicPrefix(),
                sink,
                FailureSorter.firstOf(all),
                pipeline.bounds(),
                registry.getIfAvailable(SimpleMeterRegistry::new),
                clock,
                broker.admin(),
                tracing.getIfAvailable(() -> Tracing.NONE));
    }

    private static RecordSpans spans(ObjectProvider<Tracing> tracing) {
        return new RecordSpans(tracing.getIfAvailable(() -> Tracing.NONE));
    }

    private static Map<String, Object> producerProperties(KafkaProperties kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Batches form while requests are under way; waiting for more would only add to the latency of a lone order.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                kafka.deliveryTimeout().toMillis());
        properties.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) kafka.deliveryTimeout().toMillis() / 2);
        // How long the sending thread may wait for a broker that never answered; nobody else waits with it.
        properties.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, kafka.deliveryTimeout().toMillis() / 2);
        // Room for a parked record of 1 MB and its headers.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
        properties.putAll(kafka.producer());
        return properties;
    }

    private static Map<String, Object> consumerProperties(KafkaProperties kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        // Gives the same partition number of all topics to one instance, so that the facts of an order meet there.
        properties.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, "org.apache.kafka.clients.consumer.RangeAssignor");
        // What is fetched and parsed ahead waits in memory, outlives young collections and is copied by each: no more
        // of it than keeps handlers busy while the next comes in. Twice a producer's batch, so that several partitions
        // fit into one answer; a larger record is fetched all the same.
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 250);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 128 * 1024);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        // With a heartbeat the members of a group learn that one has left; until then its partitions are nobody's.
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        properties.putAll(kafka.consumer());
        return properties;
    }

    /** Only where a database is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.r2dbc.spi.R2dbcException")
    static class Sql {

        @Bean
        FailureSorter r2dbcFailures() {
            return new R2dbcFailures();
        }
    }
}
