package io.millrace.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service reaches Kafka.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param topicPrefix put in front of every topic's name, so that two systems can share a broker
 * @param partitions of topics that are created; more allow more instances of a flow
 * @param queueCapacity records that may wait for the broker's answer; more ride out longer stalls and take more memory (about 1 KB each)
 * @param deliveryTimeout how long the producer tries before a publication fails
 * @param pauseBetweenPolls after one that brought records, but few: with longer pauses an order costs less where orders are few, and waits one
 *     and a half of them at each hop; 0 to 100 ms. What was measured is in deploy/benchmarks/HISTORY.md
 * @param consumer properties of Kafka's consumer, over our own
 * @param producer properties of Kafka's producer, over our own
 */
@ConfigurationProperties("millrace.kafka")
public record KafkaProperties(
        @DefaultValue("127.0.0.1:9092") String bootstrapServers,
        @DefaultValue("") String topicPrefix,
        @DefaultValue("6") int partitions,
        @DefaultValue("10000") int queueCapacity,
        @DefaultValue("10s") Duration deliveryTimeout,
        @DefaultValue("10ms") Duration pauseBetweenPolls,
        @DefaultValue Map<String, String> consumer,
        @DefaultValue Map<String, String> producer) {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    public KafkaProperties {
        if (pauseBetweenPolls.isNegative() || pauseBetweenPolls.compareTo(LONGEST_PAUSE) > 0) {
            throw new IllegalArgumentException("millrace.kafka.pause-between-polls must be 0 to 100 ms, and is "
                    + pauseBetweenPolls.toMillis() + " ms");
        }
    }

    Optional<Integer> partitionsOfNewTopics() {
        return partitions > 0 ? Optional.of(partitions) : Optional.empty();
    }
}
