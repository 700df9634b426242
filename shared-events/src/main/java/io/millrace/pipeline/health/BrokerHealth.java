package io.millrace.pipeline.health;

import io.millrace.pipeline.BrokerClient;
import java.time.Duration;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

/**
 * Whether the broker answers, asked for as often as somebody looks. While it does not, the status is {@code WAITING}, which takes nothing out of
 * service: what a service does without the broker it goes on doing, and all instances at once would be no better off elsewhere.
 */
final class BrokerHealth implements ReactiveHealthIndicator {

    private static final Status WAITING = new Status("WAITING", "the broker does not answer");
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    private final BrokerClient broker;
    private final String bootstrapServers;

    /** @param bootstrapServers as operators know them */
    BrokerHealth(BrokerClient broker, String bootstrapServers) {
        this.broker = broker;
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public Mono<Health> health() {
        return broker.admin()
                .flatMap(client -> Mono.fromCompletionStage(client.describeCluster(
                                new DescribeClusterOptions().timeoutMs(Math.toIntExact(TIME_LIMIT.toMillis())))
                        .nodes()
                        .toCompletionStage()))
                .map(nodes -> Health.up().withDetail("brokers", nodes.size()).build())
                // Not an error of ours, but what was asked for.
                .onErrorResume(gone -> Mono.just(Health.status(WAITING)
                        .withDetail(
                                "kafka", bootstrapServers + " does not answer within " + TIME_LIMIT.toSeconds() + " s")
                        .build()));
    }
}
